import DealtrailLog
import DealtrailModel
import Testing

@testable import DealtrailEngine

@Suite("Batches of events that are folded key by key")
struct FoldBatchTests {
    static let seeds: [UInt64] = [1, 2, 3, 4]

    @Test(
        "whatever the size of batches and the number of threads, the view is the same, byte by byte", arguments: seeds)
    func sizes(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog(hasher: NameHasher(low: seed, high: seed))
        try await log.fill(400, seed: seed)
        let naive = try NaiveFold(Mixed.self, log).states
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        try await runtime.rebuild()
        let expected = try runtime.dump()
        for (threads, size) in [(1, 1), (1, 2), (1, 15), (1, 16), (1, 17), (1, 399), (2, 1), (2, 33), (3, 7), (5, 100)]
        {
            try await Background.run("test.rebuild") { cancellation in
                _ = try Rebuild(
                    views: [runtime], log: log, store: store, threads: threads, cancellation: cancellation,
                    batchSize: size
                ).run()
            }
            let note = "seed \(seed), \(threads) threads, batches of \(size)"
            #expect(try runtime.dump() == expected, "\(note)")
            #expect(try runtime.all() == naive, "\(note)")
        }
    }

    @Test("an event that is damaged is named by its position, and what stands before it is folded")
    func damaged() async throws {
        let log = TestLog()
        try await log.fill(200, seed: 5)
        let plan = FoldPlan([ProjectionLane<Mixed>.planned])
        let known = log.events.indices.filter { log.events[$0].kind == Moved.kind || log.events[$0].kind == Noted.kind }
        for damaged in [known[0], known[1], known[15], known[16], known[40], known[known.count - 1]] {
            log.damage(damaged)
            let lane = ProjectionLane(Mixed.self, codec: StateCodec<Chain>())
            let pass = FoldPass(plan, [lane])
            let batch = FoldBatch(plan, hasher: log.hasher)
            batch.fill(0..<200, of: log, Cancellation())
            let error = #expect(throws: EventError.self) { try pass.fold(batch) }
            #expect(error?.position == UInt64(damaged))
            let last = lane.keys.indices.map { lane.mark($0).position }.max()
            #expect(last ?? 0 < UInt64(damaged) || damaged == 0)
            log.damage(damaged)
            // The same batch is as good as new.
            let again = FoldPass(plan, [ProjectionLane(Mixed.self, codec: StateCodec<Chain>())])
            batch.fill(0..<200, of: log, Cancellation())
            try again.fold(batch)
        }
    }

    @Test("of several events that do not fold, the first is the one that is reported")
    func firstFailure() async throws {
        let log = TestLog()
        try await log.fill(300, seed: 6)
        let plan = FoldPlan([ProjectionLane<Picky>.planned])
        let batch = FoldBatch(plan, hasher: log.hasher)
        // One event at a time: late ones wait, so that it need not be the first of all.
        let single = FoldPass(plan, [ProjectionLane(Picky.self, codec: StateCodec<Chain>())])
        let first = #expect(throws: Picky.Refused.self) {
            for position in 0..<UInt64(300) {
                batch.fill(position..<position + 1, of: log, Cancellation())
                try single.fold(batch)
            }
        }
        let pass = FoldPass(plan, [ProjectionLane(Picky.self, codec: StateCodec<Chain>())])
        batch.fill(0..<300, of: log, Cancellation())
        let error = #expect(throws: Picky.Refused.self) { try pass.fold(batch) }
        #expect(error?.position == first?.position)
    }

    @Test("whoever leaves a meeting lets the others go")
    func meeting() async throws {
        let meeting = Meeting(3)
        await withTaskGroup { group in
            for index in 0..<3 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Background.start("test.meeting") {
                            defer { meeting.leave() }
                            let isEnded: Bool
                            do {
                                for _ in 0..<50 { try meeting.meet() }
                                if index > 0 { try meeting.meet() }
                                isEnded = false
                            } catch {
                                isEnded = error is CancellationError
                            }
                            // The first comes fifty times; those who wait for him once more are told.
                            #expect(isEnded == (index > 0))
                            continuation.resume()
                        }
                    }
                }
            }
        }
    }
}

/// A projection that refuses every event from some position on.
enum Picky: Projection {
    struct Refused: Error {
        let position: UInt64
    }

    static let limit: UInt64 = 100
    static let name = "picky"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = ProjectionRows<Chain>([
        .init(Moved.kind) {
            guard $1.position < limit else { throw Refused(position: $1.position) }
            $0.add(1, $1.position)
        }
    ])
}
