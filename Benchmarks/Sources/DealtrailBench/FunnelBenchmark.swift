import Dealtrail
import Foundation

/// The funnel with its transition matrix and dwell, against DuckDB over the same events.
///
/// Both have the data in memory and one thread: we the states of the view, as they lie there once it is caught up, DuckDB a
/// table of the events. What is timed of ours is everything from the states to the report, which has more numbers in it.
struct FunnelBenchmark {
    let rounds: Int
    /// `Benchmarks/duckdb/funnel.py`.
    private let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "duckdb/funnel.py").path()

    /// Times both in turn; `nil` when DuckDB is not there, which is said on standard error.
    func compare(_ path: String) async throws -> Measurement? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dealtrail-funnel-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let trail = try await Trail.open(at: path)
        let loaded = try await trail.funnelCases()
        let states = loaded.states
        let count = try export(trail, to: folder.appending(path: "events.csv"))
        let report = loaded.report()
        try JSONEncoder().encode(report).write(to: folder.appending(path: "report.json"))
        try await trail.close()
        print("funnel of \(states.count) opportunities with \(count) events")
        var pairs: [(Double, Double)] = []
        for round in 0..<rounds + 1 {
            var again: FunnelReport?
            let ours = seconds { again = FunnelCases(states, stamp: loaded.stamp).report() }
            precondition(
                again?.total.stages == report.total.stages && again?.total.transitions == report.total.transitions)
            guard let duck = try duckDB(folder.path()) else { return nil }
            // The first round warms both.
            if round > 0 { pairs.append((ours, duck)) }
        }
        return .ratio("funnel with moves and dwell, against DuckDB, one thread", "s", pairs, atMost: 3)
    }

    /// Writes the events of opportunities as CSV; returns how many there are.
    private func export(_ trail: Trail, to file: URL) throws -> Int {
        var text = "position,opportunity,kind,occurred,stage\n"
        var count = 0
        let kinds: Set<EventKind> = [
            OpportunityCreated.kind, OpportunityStageEntered.kind, OpportunityWon.kind, OpportunityLost.kind,
        ]
        let filter = EventFilter(query: Query(items: [Query.Item(kinds: kinds)]))
        try trail.log.scan(filter, in: 0..<UInt64.max, direction: .forward) { event in
            let kind = try event.kind
            let stage =
                kind == OpportunityStageEntered.kind
                ? try event.decode(OpportunityStageEntered.self).stage.rawValue : ""
            guard let time = event.occurredAt else { throw BenchmarkError("an event without a time") }
            text += "\(event.position),\(try event.stream),\(kind),\(time.nanoseconds),\(stage)\n"
            count += 1
            return true
        }
        try Data(text.utf8).write(to: file)
        return count
    }

    /// Seconds of the queries; `nil` when DuckDB is not installed.
    private func duckDB(_ folder: String) throws -> Double? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, folder]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        // What it could not do it has said itself on standard error.
        if process.terminationStatus == 3 { return nil }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard process.terminationStatus == 0, let seconds = Double(text) else {
            throw BenchmarkError("\(script) failed with \(process.terminationStatus): \(text)")
        }
        return seconds
    }
}
