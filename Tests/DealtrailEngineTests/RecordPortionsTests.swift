import DealtrailLog
import DealtrailModel
import Testing

@testable import DealtrailEngine

@Suite("Portions of records for the commits of a rebuild")
struct RecordPortionsTests {
    private func fold(_ log: TestLog, threads: Int) throws -> PartitionedFold {
        try PartitionedFold(
            rows: [ProjectionLane<Deals>.planned, ProjectionLane<Empty>.planned, ProjectionLane<Accounts>.planned],
            lanes: {
                [
                    ProjectionLane(Deals.self, codec: StateCodec<Chain>()),
                    ProjectionLane(Empty.self, codec: StateCodec<Chain>()),
                    ProjectionLane(Accounts.self, codec: StateCodec<Chain>()),
                ]
            }, log: log, in: 0..<400, threads: threads, batchSize: 50, cancellation: Cancellation(),
            progress: { _ in })
    }

    @Test("every record comes once, in the order of keys, whoever writes it and however small a portion is")
    func all() async throws {
        let log = TestLog()
        try await log.fill(400, seed: 41)
        var found: [[[UInt8]]] = []
        for (threads, size) in [(1, 1 << 20), (1, 1), (2, 1 << 20), (2, 1), (3, 200)] {
            let portions = RecordPortions(try fold(log, threads: threads), lanes: Array(0..<3), size: size)
            defer { portions.stop() }
            var records: [[UInt8]] = []
            for lane in 0..<3 {
                var keys: [[UInt8]] = []
                var isDone = false
                while !isDone {
                    let portion = try portions.next()
                    isDone = portion.isLast
                    try portions.forEach(portion) { key, record in
                        keys.append(key.array())
                        records.append(key.array() + record.array())
                    }
                    #expect(portion.done == keys.count)
                }
                #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
                #expect(keys.isEmpty == (lane == 1))
            }
            found.append(records)
        }
        #expect(Set(found).count == 1)
    }

    @Test("whoever takes only some portions ends the thread that writes them", arguments: [0, 1, 3])
    func some(taken: Int) async throws {
        let log = TestLog()
        try await log.fill(400, seed: 42)
        let portions = RecordPortions(try fold(log, threads: 2), lanes: Array(0..<3), size: 1)
        var keys = 0
        for _ in 0..<taken { try portions.forEach(try portions.next()) { _, _ in keys += 1 } }
        #expect(keys == taken)
        // It returns only when the thread has ended; a second time there is none.
        portions.stop()
        portions.stop()
    }
}

/// A projection without rows.
enum Empty: Projection {
    static let name = "empty"
    static let codeVersion: UInt32 = 1
    static func initial(key: String) -> Chain { Chain(key: key) }
    static let rows = ProjectionRows<Chain>([])
}
