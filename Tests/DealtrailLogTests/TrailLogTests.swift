import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import DealtrailTesting
import Synchronization
import Testing

@testable import DealtrailLog

@Suite("The log of a trail")
struct TrailLogTests {
    let directory = TemporaryDirectory()

    @Test("What was appended is read back, also after opening again")
    func roundTrip() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        let receipt = try await log.append(
            .sample("c1", [.sample("quote:1", tags: ["account:acme"]), .sample("quote:2"), .sample("quote:1")]))
        #expect(receipt.positions == 0..<3)
        let revisions = try log.events().map(\.revision)
        #expect(revisions == [0, 0, 1])
        let root = try log.head().root
        try await log.close()

        let again = try TrailLog.open(at: directory.path, options: .testing())
        #expect(try again.head().root == root)
        #expect(try again.events(.tag("account:acme")).map(\.position) == [0])
        #expect(try again.events(.stream("quote:1")).map(\.position) == [0, 2])
        #expect(try again.events(EventFilter(author: "rep:lin"), direction: .backward).map(\.position) == [2, 1, 0])
        try await again.close()
    }

    @Test("Sealing and merging runs changes no answer", arguments: [1, 2, 3])
    func sealing(seed: UInt64) async throws {
        let log = try TrailLog.create(
            at: directory.path, origin: "example.com/test", options: .testing(sealThreshold: 1_024))
        var random = SeededGenerator(seed: seed)
        for batch in 0..<40 {
            let requests = (0..<256).map { index in
                AppendRequest.sample(
                    "c\(batch)-\(index)",
                    [
                        .sample(
                            "quote:\(Int.random(in: 0..<300, using: &random))",
                            tags: [Tag("account", "\(Int.random(in: 0..<50, using: &random))")],
                            kind: EventKind("kind.\(Int.random(in: 0..<5, using: &random))"))
                    ])
            }
            for result in await log.append(requests) { _ = try result.get() }
        }
        try await log.close()
        let again = try TrailLog.open(at: directory.path, options: .testing(sealThreshold: 1_024))
        let runs = try again.index.runs.list(again.index.runs.environment.read())
        #expect(runs.count < 9, "merged: \(runs.map(\.range)), seed \(seed)")
        let all = try again.events()
        #expect(all.count == 10_240)
        for _ in 0..<50 {
            let filter = EventFilter(
                query: Query(items: [
                    Query.Item(
                        kinds: [EventKind("kind.\(Int.random(in: 0..<5, using: &random))")],
                        tags: [Tag("account", "\(Int.random(in: 0..<50, using: &random))")])
                ]))
            let found = try again.events(filter).map(\.position)
            #expect(found == all.filter(filter.matches).map(\.position), "seed \(seed)")
            let stream = EventFilter.stream(StreamName("quote:\(Int.random(in: 0..<300, using: &random))"))
            let inStream = try again.events(stream)
            #expect(inStream.map(\.position) == all.filter(stream.matches).map(\.position), "seed \(seed)")
            #expect(inStream.map(\.revision) == Array(0..<UInt64(inStream.count)), "seed \(seed)")
        }
        var frontier = TreeFrontier()
        for event in all { frontier.append(TreeHasher.leaf(event.canonical)) }
        #expect(try again.head().root == frontier.root)
        for size in [UInt64(1), 255, 256, 257, 5_000, 10_240] {
            #expect(
                try StoredTree(store: again.store).root(at: size)
                    == MemoryTree(leaves: all.map { TreeHasher.leaf($0.canonical) }).root(at: size))
        }
        try await again.close()
    }

    @Test("A command id is honoured once")
    func idempotency() async throws {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        let first = try await log.append(.sample("c1", [.sample("quote:1", value: 1)]))
        let again = try await log.append(.sample("c1", [.sample("quote:1", value: 1)]))
        #expect(again.isReplay && again.positions == first.positions && again.eventIDs == first.eventIDs)
        await #expect(throws: AppendError.self) {
            try await log.append(.sample("c1", [.sample("quote:1", value: 2)]))
        }
        #expect(try log.head().size == 1)
        try await log.close()
    }

    @Test("The clock may not go far back, and never moves the stamp back")
    func clock() async throws {
        let clock = TestClock()
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing(clock: clock))
        let first = try await log.append(.sample("c1", [.sample("quote:1")]))
        clock.nanoseconds.withLock { $0 -= 299_000_000_000 }
        let second = try await log.append(.sample("c2", [.sample("quote:1")]))
        #expect(second.recordedAt == first.recordedAt)
        clock.nanoseconds.withLock { $0 -= 2_000_000_000 }
        await #expect(throws: AppendError.self) { try await log.append(.sample("c3", [.sample("quote:1")])) }
        clock.nanoseconds.withLock { $0 += 20 * 366 * 86_400 * 1_000_000_000 }
        await #expect(throws: AppendError.self) { try await log.append(.sample("c3", [.sample("quote:1")])) }
        try await log.close()
    }
}
