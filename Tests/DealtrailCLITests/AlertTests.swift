import Foundation
import Testing

/// What is due, as the tool shows it, and ticks of two processes at once.
@Suite struct AlertTests {
    private static let march = ["--effective", "2026-03-31T23:59:59+08:00"]

    @Test(arguments: [
        ("alerts.txt", ["alerts"] + march),
        ("alerts.json", ["alerts", "--rule", "stage-stall", "--json"] + march),
        ("alerts-explain.txt", ["alerts", "--for", "rep:lin", "--explain"] + march),
    ])
    func `The output is as it was`(_ name: String, _ arguments: [String]) async throws {
        let trail = try await SampleTrail()
        let run = try await Tool.run([arguments[0], "--trail", trail.path] + arguments.dropFirst())
        #expect(run.status == 0 && run.errors == "", "\(run.errors)")
        try Golden.check(run.output, against: name)
    }

    private struct Receipt: Decodable {
        let facts: [String: String]
    }

    private struct Report: Decodable {
        struct Item: Decodable {
            let id: String
            let standing: Standing?
        }
        struct Standing: Decodable {
            let acknowledgedBy: String?
        }
        let alerts: [Item]
    }

    private func report(_ trail: SampleTrail) async throws -> Report {
        let run = try await trail.run("alerts", "--json")
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    }

    @Test func `Processes that tick at once raise each alert once`() async throws {
        let trail = try await SampleTrail()
        let due = try await report(trail).alerts.count
        let runs = try await withThrowingTaskGroup(of: Tool.Run.self) { group in
            for number in 0..<4 {
                group.addTask { try await trail.run("tick", "--author", "engine:\(number)", "--json") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let raised = try runs.map { run in
            #expect(run.status == 0, "\(run.errors)")
            return Int(try JSONDecoder().decode(Receipt.self, from: Data(run.output.utf8)).facts["raised"] ?? "") ?? -1
        }
        #expect(due > 0 && raised.reduce(0, +) == due, "\(raised) of \(due)")
        let log = try await trail.run("log", "--kind", "alert.raised", "--json")
        #expect(log.output.split(separator: "\n").count == due)
        #expect(try await report(trail).alerts.count == due)
        let again = try await trail.run("tick")
        #expect(again.status == 0 && again.output.contains("nothing to record"), "\(again.output)")
    }

    @Test func `An alert is taken on and silenced by who says so`() async throws {
        let trail = try await SampleTrail()
        let ticked = try await trail.run("tick")
        #expect(ticked.status == 0, "\(ticked.errors)")
        let first = try #require(try await report(trail).alerts.first)
        let taken = try await Tool.run([
            "alerts", "acknowledge", "--trail", trail.path, first.id, "--author", "manager:wu", "--note", "calling",
        ])
        #expect(taken.status == 0, "\(taken.errors)")
        #expect(try await report(trail).alerts.first?.standing?.acknowledgedBy == "manager:wu")
        let silenced = try await Tool.run([
            "alerts", "suppress", "--trail", trail.path, first.id, "--author", "manager:wu", "--until",
            "2200-01-01T00:00:00Z", "--reason",
            "plant holidays",
        ])
        #expect(silenced.status == 0, "\(silenced.errors)")
        #expect(try await !report(trail).alerts.contains { $0.id == first.id })
        let unknown = try await Tool.run(["alerts", "acknowledge", "--trail", trail.path, "nothing"])
        #expect(unknown.status == 4 && unknown.errors.contains("alert.unknown"), "\(unknown.status) \(unknown.errors)")
        let future = try await trail.run("tick", "--at", "2200-01-01T00:00:00Z")
        #expect(future.status == 2, "\(future.errors)")
    }
}
