import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Testing

@testable import DealtrailEngine

@Suite("Stored views")
struct ViewPropertyTests {
    static let seeds: [UInt64] = [1, 2, 3, 4, 5]

    @Test("a rebuild equals the plain definition, for any number of threads, byte by byte", arguments: seeds)
    func rebuild(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog(hasher: NameHasher(low: seed, high: seed))
        try await log.fill(400, seed: seed)
        for threads in [1, 2, 3, 7] {
            try await check(Deals.self, log, store, threads: threads, "seed \(seed)")
            try await check(Accounts.self, log, store, threads: threads, "seed \(seed)")
            try await check(Mixed.self, log, store, threads: threads, "seed \(seed)")
        }
    }

    private func check<View: Projection>(
        _ view: View.Type, _ log: TestLog, _ store: ViewStore, threads: Int, _ note: String
    ) async throws where View.State: Hashable {
        let runtime = try ProjectionRuntime(view, log: log, store: store)
        let before = try runtime.dump()
        try await runtime.rebuild(threads: threads)
        #expect(try runtime.all() == NaiveFold(view, log).states, "\(note), \(threads) threads")
        let after = try runtime.dump()
        #expect(before.isEmpty || before == after, "\(note), \(threads) threads")
        #expect(try runtime.lag() == 0)
    }

    @Test("catching up at any cuts and batch sizes gives the bytes of a rebuild", arguments: seeds)
    func catchUp(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(300, seed: seed)
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        try await runtime.rebuild()
        let expected = try runtime.dump()
        var random = SeededGenerator(seed: seed)
        for batchSize in [1, 7, 64, 1_000] {
            try await runtime.drop()
            #expect(try runtime.checkpoint() == nil)
            var size: UInt64 = 0
            while size < 300 {
                size = min(300, size + UInt64.random(in: 1...120, using: &random))
                // A new runtime each time, as after a crash between two batches.
                let next = try ProjectionRuntime(Mixed.self, log: log, store: store)
                let done = try await next.catchUp(upTo: size, batchSize: batchSize)
                #expect(done.to == size)
                #expect(try next.checkpoint()?.position == size)
            }
            #expect(try runtime.dump() == expected, "seed \(seed), batches of \(batchSize)")
            #expect(try await runtime.catchUp() == CatchUp(from: 300, to: 300, rebuilt: nil))
        }
    }

    @Test("several views in one walk are the same as each on its own", arguments: [1, 3])
    func together(threads: Int) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(350, seed: 99)
        let views = try (ViewCatalog([Deals.self, Mixed.self]) + ViewCatalog([Accounts.self])).open(
            log: log, store: store)
        try await views.rebuild(threads: threads)
        let deals = try ProjectionRuntime(Deals.self, log: log, store: store)
        let mixed = try ProjectionRuntime(Mixed.self, log: log, store: store)
        let accounts = try ProjectionRuntime(Accounts.self, log: log, store: store)
        #expect(try deals.all() == NaiveFold(Deals.self, log).states)
        #expect(try mixed.all() == NaiveFold(Mixed.self, log).states)
        #expect(try accounts.all() == NaiveFold(Accounts.self, log).states)
        let together = try mixed.dump()
        try await mixed.rebuild()
        #expect(try mixed.dump() == together)
        #expect(try store.identities().map(\.description) == ["accounts.1", "deals.1", "mixed.3"])
        #expect(views.views.map(\.name) == ["deals", "mixed", "accounts"])
        #expect(throws: EngineError.self) { try views.view("none") }
        #expect(try views.view("mixed").lag() == 0)
    }

    @Test("late keys are folded in bounded portions", arguments: seeds)
    func boundedRefold(seed: UInt64) async throws {
        let log = TestLog()
        try await log.fill(300, seed: seed, lateness: 300)
        let lanes = [ProjectionLane(Mixed.self, codec: StateCodec<Chain>())]
        let plan = FoldPlan([ProjectionLane<Mixed>.planned])
        let pass = FoldPass(plan, lanes)
        let batch = FoldBatch(plan, hasher: log.hasher)
        batch.fill(0..<300, of: log, Cancellation())
        try pass.fold(batch)
        #expect(pass.hasLate)
        // A budget of a few events: one walk for each key.
        try LateKeys(
            pass: pass, batch: batch, log: log, range: 0..<300, cancellation: Cancellation(), batchSize: 37,
            budget: 2_000
        ).refold()
        let expected = try NaiveFold(Mixed.self, log).states
        for slot in lanes[0].keys.indices {
            let key = pass.withText(Int(lanes[0].keys[slot])) { $0.text() } ?? ""
            #expect(try lanes[0].state(slot) == expected[key], "seed \(seed), \(key)")
        }
        #expect(lanes[0].keys.count == expected.count)
    }
}
