import Foundation
import Testing

/// A simulated year is the same wherever and however often it is made, and its hidden facts come out.
@Suite struct SimulateTests {
    @Test func `The same seed gives the same trail, and the reports find what is hidden in it`() async throws {
        let scratch = Scratch()
        let size = ["--reps", "3", "--days", "120", "--json"]
        let one = try await Tool.run(["simulate", "--trail", scratch.path("1"), "--seed", "7"] + size)
        #expect(one.status == 0, "\(one.output)\(one.errors)")
        let made = try one.json
        let two = try await Tool.run(["simulate", "--trail", scratch.path("2"), "--seed", "7"] + size).json
        #expect(made["root"] as? String == two["root"] as? String)
        let again = try await Tool.run(["simulate", "--trail", scratch.path("1"), "--seed", "8"] + size)
        #expect(again.status == 4)
        let verified = try await Tool.run(["verify", "--trail", scratch.path("1"), "--json"]).json
        #expect(verified["sound"] as? Bool == true)
        #expect(verified["root"] as? String == made["root"] as? String)

        let hidden = try #require(made["hidden"] as? [[String: String]])
        let story = try #require(hidden.first { $0["name"] == "Spread" }?["text"])
        let report = try await Tool.run(["spread", "--trail", scratch.path("1"), "--json"]).json
        let spreads = try #require(report["spreads"] as? [[String: Any]])
        let widest = try #require(spreads.first { story.hasPrefix("\($0["account"] ?? "") was quoted") })
        let percent = try #require(widest["percent"] as? String)
        #expect(story.contains("\(percent) % apart"))
        for leg in try #require(widest["legs"] as? [[String: Any]]) {
            let quote = try #require(leg["quote"] as? String)
            #expect(story.contains(quote))
        }
    }

    @Test func `A year that is over can be gone on with: what is due at its end is recorded once, and taken on`()
        async throws
    {
        let scratch = Scratch()
        let trail = ["--trail", scratch.path("1")]
        let made = try await Tool.run(
            ["simulate", "--seed", "7", "--start", "2025-01-01", "--reps", "3", "--days", "120", "--json"] + trail)
        #expect(made.status == 0, "\(made.output)\(made.errors)")
        let end = "2025-05-02T00:00:00+08:00"
        let tick = ["tick", "--author", "service:alerts", "--at", end, "--json"] + trail
        func raised() async throws -> Int {
            let run = try await Tool.run(tick)
            #expect(run.status == 0, "\(run.errors)")
            let facts = try #require(try run.json["facts"] as? [String: String])
            return try #require(facts["raised"].flatMap { Int($0) })
        }
        let due = try await Tool.run(["alerts", "show", "--effective", end, "--json"] + trail)
        let alerts = try #require(try due.json["alerts"] as? [[String: Any]])
        #expect(try await raised() == alerts.count && !alerts.isEmpty)
        #expect(try await raised() == 0)
        let alert = try #require(alerts.first?["id"] as? String)
        let taken = try await Tool.run(["alerts", "acknowledge", alert, "--author", "manager:wu"] + trail)
        #expect(taken.status == 0, "\(taken.errors)")
        let log = try await Tool.run(["log", "--kind", "alert.acknowledged", "--json"] + trail)
        #expect(log.lines.count == 1 && log.output.contains("manager:wu") && log.output.contains(alert))
    }

    @Test(arguments: [
        ["--start", "2025-02-29"], ["--start", "1900-01-01"], ["--start", "2025-01-01", "--events", "10"],
    ])
    func `A first day that there is not, or that has no use, is refused`(_ arguments: [String]) async throws {
        let scratch = Scratch()
        let run = try await Tool.run(["simulate", "--trail", scratch.path("1")] + arguments)
        #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("1")))
    }
}
