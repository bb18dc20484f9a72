import DealtrailLMDB
import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Views that stand still at an event")
struct SkipTests {
    static let seeds: [UInt64] = [1, 2, 3, 4]
    private let operators = Author("ops:wu")

    private func log(_ seed: UInt64, poisonedAt places: [Int]) async throws -> (TestLog, [UInt64]) {
        let log = TestLog()
        var poisoned: [UInt64] = []
        var done = 0
        for place in places {
            try await log.fill(place - done, seed: seed + UInt64(place), tag: "\(place)")
            done = place
            poisoned.append(try await log.poison(account: place % 6))
        }
        try await log.fill(60, seed: seed, tag: "end")
        return (log, poisoned)
    }

    /// The plain definition with events left out.
    private func naive<View: Projection>(
        _ view: View.Type, _ log: TestLog, without skipped: [UInt64], asOf: AsOf = .head
    ) throws -> [String: View.State] {
        try NaiveFold(view, log, asOf: asOf, skipping: Set(skipped)).states
    }

    @Test("it stops right before the event, whatever the batches, answers for what is before, and says why")
    func stops() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let (log, poisoned) = try await log(1, poisonedAt: [50])
        let runtime = try ProjectionRuntime(Wary.self, log: log, store: store)
        let before = try naive(Wary.self, log, without: [], asOf: .known(position: poisoned[0] - 1))
        var dumps: Set<[[UInt8]]> = []
        for size in [1, 2, 7, 50, 51, 1_000] {
            try await runtime.drop()
            let fault = await #expect(throws: ViewFault.self) { try await runtime.catchUp(batchSize: size) }
            #expect(fault?.position == poisoned[0])
            #expect(fault?.event == log.events[Int(poisoned[0])].id)
            #expect(fault?.kind == Moved.kind)
            #expect(fault?.isDamage == false)
            #expect(fault?.description.contains("wary.1") == true && fault?.description.contains("1077") == true)
            #expect(try runtime.checkpoint()?.position == poisoned[0])
            #expect(try runtime.all() == before, "batches of \(size)")
            #expect(try runtime.fault() == fault)
            dumps.insert(try runtime.dump())
        }
        #expect(dumps.count == 1)
        // A new runtime, as in another process, is told the same and does not try again.
        let other = try ProjectionRuntime(Wary.self, log: log, store: store)
        await #expect(throws: ViewFault.self) { try await other.catchUp() }
        // What it has seen can be asked for.
        #expect(try await other.catchUp(upTo: poisoned[0]).to == poisoned[0])
        #expect(try other.reading { $0.fault?.position } == poisoned[0])
        #expect(try await other.asOf(.known(position: poisoned[0] - 1)).states.count == before.count)
        await #expect(throws: ViewFault.self) { try await other.asOf(.head) }
        #expect(throws: ViewFault.self) { try other.state(for: "account:2", asOf: .head) }
    }

    @Test("at the first event of all it has nothing, and says so")
    func first() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        #expect(try await log.poison() == 0)
        let runtime = try ProjectionRuntime(Wary.self, log: log, store: try scratch.store())
        await #expect(throws: ViewFault.self) { try await runtime.catchUp() }
        #expect(try runtime.checkpoint()?.position == 0)
        #expect(try runtime.fault()?.position == 0)
        try await AnyView(runtime).skip(position: 0, by: operators, reason: "a test amount")
        try await runtime.catchUp()
        #expect(try runtime.all().isEmpty)
        #expect(try runtime.lag() == 0)
    }

    @Test("the others go on, in a catch-up and in a rebuild, and all that stand still are named")
    func isolated() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let (log, poisoned) = try await log(2, poisonedAt: [30])
        let views = try ViewCatalog([Wary.self, Deals.self, Mixed.self]).open(log: log, store: store)
        let faults = await #expect(throws: ViewFaults.self) { try await views.catchUp() }
        #expect(faults?.faults.map(\.view.name) == ["wary"])
        #expect(faults?.faults.map(\.position) == poisoned)
        for name in ["deals", "mixed"] {
            #expect(try views.view(name).lag() == 0)
            #expect(try views.view(name).fault() == nil)
        }
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let wary = try ProjectionRuntime(Wary.self, log: log, store: store)
        let before = (try deals.dump(), try wary.dump(), try wary.record())
        for threads in [1, 2, 3] {
            try await deals.drop()
            let failed = await #expect(throws: ViewFaults.self) { try await views.rebuild(threads: threads) }
            #expect(failed?.faults.map(\.position) == poisoned)
            #expect(try deals.dump() == before.0)
            #expect(try deals.lag() == 0)
            #expect(try wary.dump() == before.1)
            #expect(try wary.record() == before.2, "a rebuild that fails changes nothing")
        }
        let status = try views.status()
        #expect(status.map(\.fault?.position) == [poisoned[0], nil, nil])
        #expect(status.map(\.lag) == [UInt64(log.events.count) - poisoned[0], 0, 0])
    }

    @Test("a rebuild of several goes on without one that stands still: nothing is folded twice", arguments: seeds)
    func oneWalk(seed: UInt64) async throws {
        var (log, poisoned) = try await log(seed, poisonedAt: [30, 45, 90])
        // Of an account of its own the event is never late; of the others it may be.
        let isOwn = seed.isMultiple(of: 2)
        if isOwn {
            log = TestLog()
            try await log.fill(40, seed: seed)
            poisoned = [try await log.poison(account: 77)]
            try await log.fill(60, seed: seed, tag: "end")
        }
        for threads in [1, 2, 3] {
            let scratch = try Scratch()
            let store = try scratch.store()
            let wary = try ProjectionRuntime(Wary.self, log: log, store: store)
            let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
            let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
            let folded = Mutex<[UInt64]>([])
            let saved = Mutex<[UInt64]>([])
            let failed = await #expect(throws: ViewFaults.self) {
                try await ViewSet([AnyView(wary), AnyView(mixed), AnyView(deals)]).rebuild(
                    threads: threads, saving: .every(events: 4), batchSize: 3
                ) { progress in
                    guard progress.phase == .folding else { return }
                    folded.withLock { $0.append(progress.done) }
                    if let save = try? deals.record().build?.saved { saved.withLock { $0.append(save.position) } }
                }
            }
            let note = "seed \(seed), \(threads) threads"
            #expect(failed?.faults.map(\.position) == [poisoned[0]] && failed?.faults[0].view.name == "wary", "\(note)")
            let steps = folded.withLock { $0 }
            #expect(steps == steps.sorted() && steps.filter { $0 == 0 }.count == 1, "\(note)")
            #expect(steps.last == UInt64(log.events.count), "\(note)")
            // A walk that goes on from a save has to meet the event again; one that came late it meets at the end.
            let last = try #require(saved.withLock { $0.max() }, "\(note)")
            #expect(last > 0 && (!isOwn || last <= poisoned[0]), "\(note)")
            #expect(try wary.record() == ViewRecord(wary.identity), "\(note)")
            #expect(try mixed.all() == NaiveFold(Mixed.self, log).states, "\(note)")
            #expect(try deals.all() == NaiveFold(Deals.self, log).states, "\(note)")
            #expect(try Files.list(store.buildsDirectory).allSatisfy { $0.hasSuffix(".lock") }, "\(note)")
        }
    }

    @Test("a rebuild of several builds those that do not read a damaged event")
    func damaged() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(80, seed: 9)
        let place = try #require(log.events[20...].firstIndex { $0.kind == Noted.kind })
        log.damage(place)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let failed = await #expect(throws: ViewFaults.self) {
            try await ViewSet([AnyView(mixed), AnyView(deals)]).rebuild()
        }
        #expect(failed?.faults.map(\.view.name) == ["mixed"])
        #expect(failed?.faults[0].position == UInt64(place) && failed?.faults[0].isDamage == true)
        #expect(try deals.checkpoint()?.position == 80)
        #expect(try mixed.checkpoint() == nil)
    }

    @Test(
        "passed over, the view is the fold without these events: caught up, rebuilt, as of any point", arguments: seeds)
    func skipped(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let (log, poisoned) = try await log(seed, poisonedAt: [20, 45, 46])
        let runtime = try ProjectionRuntime(Wary.self, log: log, store: store)
        let view = AnyView(runtime)
        for position in poisoned {
            let fault = await #expect(throws: ViewFault.self) { try await runtime.catchUp(batchSize: 16) }
            #expect(fault?.position == position, "seed \(seed)")
            #expect(try await view.skip(position: position, by: operators, reason: "wrong import").isReplay == false)
            #expect(
                try await view.skip(position: position, by: operators, reason: "again").isReplay == true,
                "once is enough")
        }
        try await runtime.catchUp(batchSize: 16)
        let expected = try naive(Wary.self, log, without: poisoned)
        #expect(try runtime.all() == expected, "seed \(seed)")
        #expect(try runtime.reading { $0.skipped } == 3)
        let dump = try runtime.dump()
        for (threads, size) in [(1, 1), (1, 30), (2, 7), (3, 100)] {
            try await ViewSet([view]).rebuild(threads: threads, saving: .every(events: 25), batchSize: size) { _ in }
            #expect(try runtime.dump() == dump, "seed \(seed), \(threads) threads, batches of \(size)")
        }
        for size in [1, 9, 1_000] {
            try await runtime.drop()
            try await runtime.catchUp(batchSize: size)
            #expect(try runtime.dump() == dump, "seed \(seed), batches of \(size)")
        }
        var random = SeededGenerator(seed: seed)
        for _ in 0..<6 {
            let point = AsOf(
                known: .position(UInt64.random(in: 0..<120, using: &random)),
                effective: Bool.random(using: &random)
                    ? Timestamp(nanoseconds: Int64.random(in: 0..<1_300, using: &random)) : nil)
            let image = try await runtime.asOf(point, threads: 2)
            let plain = try naive(Wary.self, log, without: poisoned, asOf: point)
            #expect(
                Dictionary(uniqueKeysWithValues: image.states.map { ($0.key, $0.state) }) == plain,
                "seed \(seed), \(point)")
            let one = try runtime.state(for: "account:\(20 % 6)", asOf: point)
            #expect(one.events == 0 || one.state == plain["account:\(20 % 6)"], "seed \(seed), \(point)")
        }
        // Who decided it and why is in the log.
        let decisions = log.events.filter { $0.kind == ViewEventSkipped.kind }
        #expect(decisions.map(\.author.id) == ["ops:wu", "ops:wu", "ops:wu"])
        #expect(try decisions.map { try $0.decode(ViewEventSkipped.self).position } == poisoned)
        #expect(try decisions.allSatisfy { try $0.decode(ViewEventSkipped.self).reason == "wrong import" })
        #expect(decisions.allSatisfy { $0.stream == "view:wary" })
    }

    @Test("an event that comes late and spoils its key is found, whatever the batches")
    func late() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(40, seed: 9, lateness: 0)
        let position = try await log.poison(account: 2, occurred: 5)
        try await log.fill(20, seed: 10, lateness: 0, tag: "after")
        let runtime = try ProjectionRuntime(Wary.self, log: log, store: store)
        for size in [1, 8, 500] {
            try await runtime.drop()
            let fault = await #expect(throws: ViewFault.self) { try await runtime.catchUp(batchSize: size) }
            #expect(fault?.position == position, "batches of \(size)")
            #expect(try runtime.checkpoint()?.position == position, "batches of \(size)")
        }
        await #expect(throws: ViewFault.self) { try await runtime.rebuild(threads: 2) }
        try await AnyView(runtime).skip(position: position, by: operators, reason: "typing error")
        try await runtime.catchUp()
        #expect(try runtime.all() == naive(Wary.self, log, without: [position]))
    }

    @Test("a newer version meets the event again; the old one is kept until it is removed")
    func versions() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let (log, poisoned) = try await log(3, poisonedAt: [25])
        let old = try ProjectionRuntime(Wary.self, log: log, store: store)
        await #expect(throws: ViewFault.self) { try await old.catchUp() }
        try await AnyView(old).skip(position: poisoned[0], by: operators, reason: "until the next version")
        try await old.catchUp()
        let new = try ProjectionRuntime(Mended.self, log: log, store: store)
        try await new.catchUp()
        #expect(try new.all() == NaiveFold(Mended.self, log).states)
        #expect(try new.reading { $0.skipped } == 0)
        let set = ViewSet([AnyView(new)])
        let status = try set.status()
        #expect(status.map(\.identity.description) == ["wary.2", "wary.1"])
        #expect(status.map(\.isCurrent) == [true, false])
        #expect(status[1].keys > 0 && status[1].bytes > 0 && status[1].skipped == poisoned)
        #expect(try old.all() == naive(Wary.self, log, without: poisoned))
        let error = await #expect(throws: EngineError.self) { try await set.removeOld(new.identity) }
        #expect(error?.code == .viewInUse)
        #expect(try await set.removeOld() == [old.identity])
        #expect(try await set.removeOld() == [])
        #expect(try store.identities() == [new.identity])
        #expect(try set.status().count == 1)
        await #expect(throws: EngineError.self) { try await set.removeOld(old.identity) }
        #expect(try old.checkpoint() == nil)
        #expect(try new.all() == NaiveFold(Mended.self, log).states)
    }

    @Test("the room of a version that was removed is used again")
    func room() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(600, seed: 14, accounts: 200)
        let old = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let new = ViewSet([AnyView(try ProjectionRuntime(Deals.self, log: log, store: store))])
        var sizes: [Int] = []
        for _ in 0..<6 {
            try await old.catchUp()
            #expect(try await new.removeOld() == [old.identity])
            sizes.append(try store.environment.fileSize())
        }
        #expect(sizes[5] <= sizes[2], "\(sizes)")
    }

    @Test("a new view is built beside the others when many events exist, while they answer and events come")
    func added() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(500, seed: 12)
        let before = try ViewCatalog([Deals.self]).open(log: log, store: store)
        try await before.catchUp()
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let answers = try deals.dump()
        let after = try ViewCatalog([Deals.self, Mixed.self]).open(log: log, store: store)
        try await log.fill(40, seed: 13, tag: "meanwhile")
        try await after.view("mixed").rebuild(threads: 2) { _ in
            #expect((try? deals.dump()) == answers)
        }
        #expect(try after.view("mixed").lag() == 0)
        try await after.catchUp()
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        #expect(try mixed.all() == NaiveFold(Mixed.self, log).states)
        #expect(try deals.all() == NaiveFold(Deals.self, log).states)
    }

    @Test("only the event at which a view stands still can be passed over, with a reason, and no damaged one")
    func refused() async throws {
        let scratch = try Scratch()
        let (log, poisoned) = try await log(4, poisonedAt: [10])
        let runtime = try ProjectionRuntime(Wary.self, log: log, store: try scratch.store())
        let view = AnyView(runtime)
        func code(_ position: UInt64, _ reason: String) async -> EngineError.Code? {
            do {
                _ = try await view.skip(position: position, by: operators, reason: reason)
                return nil
            } catch {
                return (error as? EngineError)?.code
            }
        }
        #expect(await code(10, "why not") == .notFaulted)
        await #expect(throws: ViewFault.self) { try await runtime.catchUp() }
        #expect(await code(11, "another") == .notFaulted)
        #expect(await code(poisoned[0], " \n") == .notSkippable)
        await #expect(throws: AppendError.self) {
            try await view.skip(position: poisoned[0], by: Author(""), reason: "nobody")
        }
        #expect(log.events.allSatisfy { $0.kind != ViewEventSkipped.kind })
        // An author's facts cannot say it for somebody.
        let event = try NewEvent(
            ViewEventSkipped(
                view: "wary", codeVersion: 1, position: 3, event: log.events[3].id, eventKind: Moved.kind, error: "",
                reason: ""))
        await #expect(throws: AppendError.self) {
            try await log.append(AppendRequest([event], by: operators, id: "own"))
        }
        let other = TestLog()
        try await other.fill(20, seed: 4)
        let damaged = try #require(other.events.lastIndex { $0.kind == Moved.kind })
        other.damage(damaged)
        let broken = try ProjectionRuntime(Mixed.self, log: other, store: runtime.store)
        await #expect(throws: ViewFault.self) { try await broken.catchUp() }
        let error = await #expect(throws: EngineError.self) {
            try await AnyView(broken).skip(position: UInt64(damaged), by: operators, reason: "damaged")
        }
        #expect(error?.code == .notSkippable)
    }

    @Test("the stored form of a decision is that of docs/format.md")
    func storedForm() throws {
        let event = try #require(EventID(bytes: Array(0..<16)))
        let skipped = ViewEventSkipped(
            view: "funnel", codeVersion: 3, position: 7, event: event, eventKind: "a.b", error: "e", reason: "r")
        let bytes = try CBOREncoder().encode(skipped)
        let head: [UInt8] = [0xa7, 1, 0x66] + Array("funnel".utf8) + [2, 3, 3, 7, 4, 0x50] + Array(0..<16)
        #expect(bytes == head + [5, 0x63] + Array("a.b".utf8) + [6, 0x61, 0x65, 7, 0x61, 0x72])
        #expect(try CBORDecoder().decode(ViewEventSkipped.self, from: bytes.rawSpan) == skipped)
        #expect(Catalog.engine.events[ViewEventSkipped.kind] != nil)
    }

    @Test("a decision about an event that was folded already makes the view fold anew")
    func healed() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let (log, poisoned) = try await log(5, poisonedAt: [30])
        let runtime = try ProjectionRuntime(Wary.self, log: log, store: store)
        await #expect(throws: ViewFault.self) { try await runtime.catchUp() }
        // As if another process had decided about an earlier one, which folds here.
        let earlier = try #require(log.events[..<30].first { $0.kind == Moved.kind })
        let fault = ViewFault(
            view: runtime.identity, position: earlier.position, event: earlier.id, kind: earlier.kind, error: "",
            isDamage: false)
        _ = try await ViewSkips.append(
            fault, earlier.id, earlier.kind, by: operators, reason: "a decision", to: log)
        await #expect(throws: ViewFault.self) { try await runtime.catchUp() }
        try await AnyView(runtime).skip(position: poisoned[0], by: operators, reason: "a decision")
        try await runtime.catchUp()
        #expect(try runtime.all() == naive(Wary.self, log, without: [earlier.position] + poisoned))
    }
}
