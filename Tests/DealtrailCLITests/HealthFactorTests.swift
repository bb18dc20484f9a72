import Foundation
import Testing

/// Health by twelve signals with the real tool, from the file to the alert (`docs/features.md` row 115).
@Suite struct HealthFactorTests {
    private static let file = Tool.fixture("policies/twelve-signals.yaml")

    /// Something that happened to acme, as a line.
    private static func line(_ id: Int, _ kind: String, _ data: String, _ time: String) -> String {
        "{\"specversion\":\"1.0\",\"id\":\"s-\(id)\",\"source\":\"test\",\"type\":\"\(kind)\",\"author\":\"rep:lin\","
            + "\"data\":{\"account\":\"acme\",\(data)},\"time\":\"\(time)\"}\n"
    }

    /// A customer of 2025 whom nobody has looked after since, whenever this is asked.
    private static let events =
        line(1, "account.created", #""owner":"rep:lin","tier":"A""#, "2025-01-06T09:00:00+08:00")
        + line(
            2, "order.placed", #""order":"SO-1","amount":{"amount":"90000.00","currency":"CNY"}"#,
            "2025-01-06T10:00:00+08:00")
        + line(3, "satisfaction.recorded", #""score":90"#, "2025-01-06T11:00:00+08:00")
        + line(4, "call.connected", #""call":"C-1""#, "2025-01-07T09:00:00+08:00")
        + line(5, "visit.completed", #""visit":"V-1""#, "2025-01-07T10:00:00+08:00")
        + line(6, "quote.opened", #""quote":"Q-1","version":1,"seconds":1800"#, "2025-01-08T09:00:00+08:00")
        + line(7, "complaint.recorded", #""complaint":"K-1","topic":"delay""#, "2025-01-09T09:00:00+08:00")

    private func prepared() async throws -> SampleTrail {
        let trail = try await SampleTrail(events: nil)
        let file = trail.scratch.path("events.jsonl")
        try Data(Self.events.utf8).write(to: URL(filePath: file))
        let appended = try await trail.run("append", file)
        try #require(appended.status == 0, "\(appended.errors)")
        return trail
    }

    private func policy(_ verb: String, in trail: SampleTrail, _ arguments: String...) async throws -> Tool.Run {
        try await Tool.run(["policy", verb, "--trail", trail.path] + arguments)
    }

    private func factors(_ run: Tool.Run) throws -> [String: [String: Any]] {
        let factors = try #require(try run.json["factors"] as? [[String: Any]])
        return Dictionary(factors.map { ($0["name"] as? String ?? "", $0) }, uniquingKeysWith: { $1 })
    }

    @Test func `It is validated, tried, published and put in force, and scores and alerts follow`() async throws {
        let trail = try await prepared()
        let sound = try await Tool.run(["policy", "validate", Self.file])
        #expect(sound.status == 0 && sound.output.contains("twelve-signals-1 is sound"))
        let before = try await trail.run("health", "--account", "acme", "--json")
        #expect(try factors(before).keys.sorted() == ["recency", "revenue", "satisfaction", "tier"])
        #expect(!before.output.contains("trailingDays"))

        // The trial is of the last event, the answers after it of now: nothing of 2025 is in any window at either.
        let trial = try await trail.run("what-if", "--policy", Self.file, "--json")
        let account = try #require((try trial.json["accounts"] as? [[String: Any]])?.first)
        let reasons = try #require(account["reasons"] as? [[String: Any]])
        #expect(
            reasons.first { $0["rule"] as? String == "health.calls" }?["measured"] as? String == "0 calls in 30 days")
        #expect(reasons.first { $0["rule"] as? String == "health.tier" }?["after"] as? String == "not counted")

        #expect(try await policy("publish", in: trail, Self.file, "--author", "ops:wu").status == 0)
        #expect(try await policy("activate", in: trail, "twelve-signals-1", "--author", "director:zhou").status == 0)
        let after = try await trail.run("health", "--account", "acme", "--json")
        let factors = try factors(after)
        #expect(factors.count == 12 && factors["tier"] == nil)
        #expect(factors["calls"]?["measured"] as? String == "0" && factors["calls"]?["trailingDays"] as? Int == 30)
        #expect(factors["late-payments"]?["measured"] == nil && factors["late-payments"]?["value"] as? String == "80")
        let score = try #require((account["after"] as? [String: Any])?["score"] as? String)
        #expect(try after.json["score"] as? String == score)
        let text = try await trail.run("health", "--account", "acme")
        #expect(text.output.contains("calls                0 calls in 30 days"), "\(text.output)")
        #expect(try await trail.run("health").output.contains("Costs most"))

        // Below 60 for long: the call of 7 January counts until 9 in the morning of 6 February, the first of two days below.
        let alerts = try await trail.run("alerts", "--rule", "health-intervention", "--json")
        let alert = try #require((try alerts.json["alerts"] as? [[String: Any]])?.first)
        #expect(alert["account"] as? String == "acme" && alert["policy"] as? String == "twelve-signals-1")
        #expect((alert["suggestion"] as? [String: Any])?["rule"] as? String == "talk-pack")
        #expect(alert["due"] as? String == "2025-02-07T16:00:00Z", "\(alert)")
        let shown = try await policy("show", in: trail)
        #expect(shown.output.contains("  factors:\n    recency:"))
        let same = try await trail.run("what-if", "--policy", Self.file)
        #expect(same.output.contains("No difference"), "\(same.output)")
    }
}
