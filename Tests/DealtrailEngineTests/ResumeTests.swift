import DealtrailLog
import DealtrailModel
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Rebuilds that are killed and gone on with")
struct ResumeTests {
    static let seeds: [UInt64] = [1, 2, 3]

    /// What ends a walk as a kill would: nothing is given back.
    private struct Killed: Error {}

    /// Builds until the walk has saved itself so many times, and ends there as a kill would.
    ///
    /// - Returns: The position of the last save.
    private func kill(
        _ views: [any ViewRuntime], _ log: TestLog, _ store: ViewStore, threads: Int, every events: UInt64, saves: Int,
        budget: Int = 320 << 20
    ) throws -> UInt64 {
        let walk = views.map(\.identity)
        let skips = try views.map { try $0.skips() }
        let sight = try LogSight(log)
        let token = try store.write { transaction in
            for view in views {
                var record = try store.record(view.identity, transaction)
                let table = try transaction.openTable(record.table(record.side.other), create: true)
                // A state that was being written when it was killed.
                try transaction.put([1, 2, 3].rawSpan, forKey: [0x7a].rawSpan, in: table)
                record.build = ViewRecord.Build(
                    token: UInt64(transaction.id), side: record.side.other, checkpoint: nil)
                try store.put(record, &transaction)
            }
            return UInt64(transaction.id)
        }
        var last: UInt64 = 0
        let left = Mutex(saves)
        let saver = try RebuildSaver(
            at: store.buildPath(token), RebuildSave(walk, log, threads: threads, sight.checkpoint(0)), skips: skips,
            saving: .every(events: events)
        ) { save in
            try store.write { transaction in
                for view in walk {
                    var record = try store.record(view, transaction)
                    record.build?.saved = save
                    try store.put(record, &transaction)
                }
            }
            last = save.position
            if left.withLock({
                $0 -= 1
                return $0 == 0
            }) {
                throw Killed()
            }
        }
        #expect(throws: Killed.self) {
            _ = try PartitionedFold(
                rows: views.map(\.planned), lanes: { views.map { $0.makeLane() } }, log: log, in: 0..<sight.size,
                batchSize: 5, memory: FoldMemory(budget: budget, interval: 7, directory: store.buildsDirectory),
                skips: FoldSkips(skips), saver: saver, cancellation: Cancellation(), progress: { _ in })
        }
        return last
    }

    /// Rebuilds.
    ///
    /// - Returns: The position at which folding began.
    private func rebuild(_ views: [any ViewRuntime], _ log: TestLog, _ store: ViewStore) async throws -> UInt64? {
        let start = Mutex<UInt64?>(nil)
        let faults = try await Background.run("test.rebuild") { cancellation in
            try Rebuild(
                views: views, log: log, store: store, threads: 2, cancellation: cancellation,
                progress: { progress in
                    if progress.phase == .folding { start.withLock { $0 = $0 ?? progress.done } }
                }, batchSize: 11
            ).run()
        }
        #expect(faults.isEmpty)
        return start.withLock { $0 }
    }

    @Test("wherever it was killed, the next one folds the rest, and the view is the same, byte by byte", arguments: seeds)
    func anywhere(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog(hasher: NameHasher(low: seed, high: seed))
        try await log.fill(400, seed: seed)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        try await mixed.rebuild()
        try await deals.rebuild()
        let expected = (try mixed.dump(), try deals.dump())
        #expect(try mixed.all() == NaiveFold(Mixed.self, log).states)
        for (threads, every, saves, budget) in [
            (1, 1, 1, 1), (1, 7, 30, 1 << 20), (1, 40, 3, 900), (2, 1, 17, 1), (2, 63, 6, 1 << 20), (3, 20, 12, 2_000),
            (5, 100, 2, 1),
        ] {
            let note = "seed \(seed), \(threads) threads, save \(saves) of each \(every) events, \(budget) bytes"
            let last = try kill(
                [mixed, deals], log, store, threads: threads, every: UInt64(every), saves: saves, budget: budget)
            #expect(last > 0 && last < 400, "\(note)")
            #expect(try mixed.dump() == expected.0, "\(note): the live view is as it was")
            #expect(try await rebuild([mixed, deals], log, store) == last, "\(note)")
            #expect(try mixed.dump() == expected.0, "\(note)")
            #expect(try deals.dump() == expected.1, "\(note)")
            #expect(try store.records().allSatisfy { $0.build == nil })
        }
    }

    @Test("a rebuild that goes on is killed again and again, while events are appended", arguments: seeds)
    func again(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(200, seed: seed)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        var last: UInt64 = 0
        for round in 0..<4 {
            // The first save of each attempt is the last: it goes on from there.
            let saved = Mutex<UInt64>(0)
            let stop = Cancellation()
            let name = mixed.identity
            await #expect(throws: (any Error).self) {
                try await Background.run("test.rebuild") { _ in
                    _ = try Rebuild(
                        views: [mixed], log: log, store: store, threads: 2, cancellation: stop,
                        progress: { progress in
                            guard progress.phase == .folding, progress.done > 0 else { return }
                            let now = (try? store.records().first { $0.identity == name }?.build?.saved?.position) ?? 0
                            if now > saved.withLock({ $0 }), now > last {
                                saved.withLock { $0 = now }
                                stop.cancel()
                            }
                        }, saving: .every(events: 20), batchSize: 4
                    ).run()
                }
            }
            // Cancelled, it keeps nothing.
            #expect(try store.records().first { $0.identity == name }?.build == nil)
            // Killed, it does.
            let next = try kill([mixed], log, store, threads: 2, every: 20, saves: round + 1)
            #expect(next > last, "seed \(seed), round \(round)")
            last = next
            try await log.fill(30, seed: seed + 100 + UInt64(round), tag: "\(round)")
        }
        #expect(try await rebuild([mixed], log, store) == last)
        #expect(try mixed.all() == NaiveFold(Mixed.self, log).states, "seed \(seed)")
        #expect(try mixed.lag() == 0)
        let resumed = try mixed.dump()
        try await mixed.drop()
        try await mixed.catchUp(batchSize: 13)
        #expect(try mixed.dump() == resumed, "seed \(seed)")
    }

    @Test("what was saved of other views, another log or a log that went another way is not gone on with")
    func foreign() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(150, seed: 4)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        _ = try kill([mixed, deals], log, store, threads: 1, every: 20, saves: 3)
        #expect(try await rebuild([mixed], log, store) == 0)
        #expect(try await rebuild([deals], log, store) == 0)

        let last = try kill([mixed], log, store, threads: 1, every: 20, saves: 3)
        log.rollBack(to: Int(last) - 1)
        try await log.fill(60, seed: 5, tag: "other")
        #expect(try await rebuild([mixed], log, store) == 0)
        #expect(try mixed.all() == NaiveFold(Mixed.self, log).states)

        _ = try kill([mixed], log, store, threads: 1, every: 20, saves: 3)
        let keyed = TestLog(hasher: NameHasher(low: 1, high: 2))
        for event in log.events {
            _ = try await keyed.append(
                AppendRequest(
                    [
                        NewEvent(
                            kind: event.kind, stream: event.stream, tags: event.tags, payload: event.payload,
                            occurredAt: event.occurredAt)
                    ], by: event.author, id: event.commandID))
        }
        let elsewhere = try ProjectionRuntime(Mixed.self, log: keyed, store: store)
        #expect(try await rebuild([elsewhere], keyed, store) == 0)
        #expect(try elsewhere.all() == NaiveFold(Mixed.self, log).states)
    }

    @Test("a file that is cut short, damaged or gone makes the rebuild begin anew")
    func damaged() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(200, seed: 6)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        try await mixed.rebuild()
        let expected = try mixed.dump()
        for harm in 0..<3 {
            _ = try kill([mixed], log, store, threads: 1, every: 20, saves: 3)
            let build = try #require(try mixed.record().build)
            let path = store.buildPath(build.token) + ".0"
            let segment = try #require(build.saved?.segments[0].last)
            switch harm {
            case 0: try Files.truncate(path, to: Int(segment.end) - 1)
            case 1: try Files.overwrite(path, at: Int(segment.start), with: [0xff, 0xff, 0xff])
            default: try Files.remove(path)
            }
            #expect(try await rebuild([mixed], log, store) == 0, "harm \(harm)")
            #expect(try mixed.dump() == expected, "harm \(harm)")
            #expect(try Files.list(store.buildsDirectory).allSatisfy { $0.hasSuffix(".lock") }, "harm \(harm)")
        }
    }

    @Test("it saves itself when the clock says so, and otherwise not")
    func clock() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(100, seed: 7)
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let time = Mutex(0)
        // A second passes each time that somebody looks: once at the beginning, then after each batch of ten.
        let saving = RebuildSaving.every(.seconds(3)) {
            .seconds(
                time.withLock {
                    $0 += 1
                    return $0
                })
        }
        let saves = Mutex<Set<UInt64>>([])
        try await Background.run("test.rebuild") { cancellation in
            _ = try Rebuild(
                views: [deals], log: log, store: store, cancellation: cancellation,
                progress: { _ in
                    if let saved = (try? deals.record().build?.saved?.position) ?? nil {
                        saves.withLock { _ = $0.insert(saved) }
                    }
                }, saving: saving, batchSize: 10
            ).run()
        }
        // 2, 3, 4: saved, which looks once more; 6, 7, 8: saved; ...
        #expect(saves.withLock { $0.sorted() } == [30, 60, 90])
    }
}
