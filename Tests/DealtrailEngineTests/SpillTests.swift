import DealtrailLog
import DealtrailModel
import Testing

@testable import DealtrailEngine

@Suite("States that are put aside during a rebuild")
struct SpillTests {
    static let seeds: [UInt64] = [1, 2, 3, 4]

    @Test("however little memory states may take, the view is the same, byte by byte", arguments: seeds)
    func bounded(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog(hasher: NameHasher(low: seed, high: seed))
        try await log.fill(500, seed: seed)
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        try await runtime.rebuild()
        let expected = try runtime.dump()
        #expect(!expected.isEmpty)
        for (threads, budget, interval, size) in [
            (1, 1, 1, 1), (1, 1, 7, 1), (1, 1, 1, 64), (1, 2_000, 3, 3), (3, 1, 2, 6), (2, 900, 16, 20),
        ] {
            try await Background.run("test.rebuild") { cancellation in
                _ = try Rebuild(
                    views: [runtime], log: log, store: store, threads: threads, cancellation: cancellation,
                    stateBudget: budget, stateInterval: UInt64(interval), batchSize: size
                ).run()
            }
            let note = "seed \(seed), \(threads) threads, \(budget) bytes every \(interval), batches of \(size)"
            #expect(try runtime.dump() == expected, "\(note)")
        }
    }

    @Test("what was put aside is read back, from the file as from what has not reached it")
    func file() throws {
        let scratch = try Scratch()
        _ = try scratch.store()
        let file = try SpillFile(in: scratch.path)
        var places: [SpillFile.Place] = []
        for index in 0..<3_000 { places.append(try file.append { $0.write(encoded: Self.bytes(index)) }) }
        for index in stride(from: 2_999, through: 0, by: -7) {
            #expect(try file.withBytes(places[index]) { $0.array() } == Self.bytes(index), "item \(index)")
        }
    }

    @Test("a directory that is not there is an error that says where")
    func missing() {
        let error = #expect(throws: EngineError.self) { try SpillFile(in: "/nowhere/at/all") }
        #expect(error?.code == .spillFailed)
        #expect(error?.description.contains("/nowhere/at/all") == true)
    }

    private static func bytes(_ index: Int) -> [UInt8] {
        Array(repeating: UInt8(truncatingIfNeeded: index), count: index % 1_500)
    }
}
