import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Views that follow the log")
struct FollowTests {
    static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]
    private let operators = Author("ops:wu")

    /// What a rebuild of the same log makes of a view, byte by byte.
    private func rebuilt<View: Projection>(_ view: View.Type, _ log: TestLog) async throws -> [[UInt8]] {
        let scratch = try Scratch()
        let runtime = try ProjectionRuntime(view, log: log, store: try scratch.store())
        try await runtime.rebuild()
        return try runtime.dump()
    }

    private func drain(_ follower: ViewFollower) throws -> ViewSet.Standing? {
        var last: ViewSet.Standing?
        for _ in 0..<1_000 {
            guard let standing = try follower.round(Cancellation()) else { return last }
            last = standing
        }
        Issue.record("it goes on for ever")
        return last
    }

    @Test(
        "they are the bytes of a rebuild, whatever the rounds, with late entries and with states forgotten",
        arguments: seeds)
    func sameBytes(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let size = [1, 7, 200][Int(seed % 3)]
        let follower = ViewFollower([deals, mixed], batchSize: size, stateBudget: seed.isMultiple(of: 2) ? 0 : .max)
        var rounds = 0
        for part in 0..<8 {
            try await log.fill(Int.random(in: 1...40, using: &random), seed: seed, tag: "\(part)")
            let standing = try #require(try drain(follower), "seed \(seed), part \(part)")
            rounds += 1
            #expect(standing == ViewSet.Standing(size: UInt64(log.events.count), faults: []), "seed \(seed)")
            #expect(try deals.lag() == 0 && mixed.lag() == 0, "seed \(seed)")
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                // Somebody else comes further with one of them.
                try await log.fill(5, seed: seed, tag: "other \(part)")
                try await ProjectionRuntime(Mixed.self, log: log, store: store).catchUp()
            case 1: try await deals.rebuild()
            case 2: try await mixed.drop()
            default: break
            }
        }
        _ = try drain(follower)
        #expect(rounds == 8)
        #expect(try await deals.dump() == rebuilt(Deals.self, log), "seed \(seed)")
        #expect(try await mixed.dump() == rebuilt(Mixed.self, log), "seed \(seed)")
    }

    @Test("one that stands still is named, the others go on, and it follows once its event is passed over")
    func isolated() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(30, seed: 7)
        let wary = try ProjectionRuntime(Wary.self, log: log, store: store)
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let follower = ViewFollower([wary, deals], batchSize: 16)
        #expect(try drain(follower)?.faults == [])
        let poisoned = try await log.poison()
        try await log.fill(20, seed: 8)
        let standing = try #require(try drain(follower))
        #expect(standing.faults.map(\.position) == [poisoned])
        #expect(standing.size == UInt64(log.events.count))
        #expect(try wary.checkpoint()?.position == poisoned)
        #expect(try deals.lag() == 0)
        #expect(try follower.round(Cancellation()) == nil, "it is not tried again by itself")

        try await log.fill(20, seed: 9)
        #expect(try drain(follower)?.faults.map(\.position) == [poisoned])
        #expect(try deals.lag() == 0)
        try await AnyView(wary).skip(position: poisoned, by: operators, reason: "a test amount")
        let after = try #require(try drain(follower))
        #expect(after == ViewSet.Standing(size: UInt64(log.events.count), faults: []))
        #expect(try wary.lag() == 0 && wary.fault() == nil)
        #expect(try await wary.dump() == rebuilt(Wary.self, log))
        #expect(try await deals.dump() == rebuilt(Deals.self, log))
    }

    @Test("one that was retried after a repair follows again, without another event")
    func retried() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(60, seed: 10)
        let damaged = try #require(log.events.lastIndex { $0.kind == Moved.kind })
        log.damage(damaged)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let follower = ViewFollower([mixed])
        #expect(try drain(follower)?.faults.map(\.position) == [UInt64(damaged)])
        log.damage(damaged)
        #expect(try follower.round(Cancellation()) == nil)
        try await AnyView(mixed).retry()
        #expect(try drain(follower)?.faults == [])
        try await log.fill(10, seed: 11)
        #expect(try drain(follower)?.size == 70)
        #expect(try await mixed.dump() == rebuilt(Mixed.self, log))
    }

    @Test("it tells of each round until its task is cancelled")
    func cancelled() async throws {
        let scratch = try Scratch()
        let time = Mutex(Int64(1_800_000_000_000_000_000))
        let clock = TrailOptions(clock: {
            Timestamp(
                nanoseconds: time.withLock {
                    $0 += 1_000; return $0
                })
        })
        let log = MemoryEventLog(origin: "memory", options: clock)
        func append() async throws {
            let event = try NewEvent(Moved(deal: "1", accounts: ["1"], amount: 1))
            let id = CommandID("c-\(try log.head().size)")
            _ = try await log.append(AppendRequest([event], by: operators, id: id))
        }
        try await append()
        let views = try ViewCatalog([Deals.self, Mixed.self]).open(log: log, store: try scratch.store())
        let (standings, told) = AsyncStream.makeStream(of: ViewSet.Standing.self)
        let following = Task {
            defer { told.finish() }
            try await views.follow { told.yield($0) }
        }
        var sizes: Set<UInt64> = []
        for await standing in standings where sizes.insert(standing.size).inserted {
            if standing.size < 4 { try await append() } else { following.cancel() }
        }
        await #expect(throws: CancellationError.self) { try await following.value }
        #expect(sizes == [1, 2, 3, 4])
        #expect(try views.views.allSatisfy { try $0.lag() == 0 })
    }

    @Test("what the caller throws ends it")
    func ended() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(5, seed: 14)
        let views = try ViewCatalog([Deals.self]).open(log: log, store: try scratch.store())
        await #expect(throws: Poisoned.self) {
            try await views.follow { _ in throw Poisoned(amount: 1) }
        }
        #expect(try views.view("deals").lag() == 0)
    }
}
