import Foundation
import Testing

/// Every reading command answers in JSON that says for which position and time.
@Suite struct JSONTests {
    private static let trail = Task { try await SampleTrail() }

    @Test(arguments: [
        ("event", ["show", "3"]), ("event-count", ["log", "--count-by", "kind"]),
        ("price-history", ["price-history", "--everything"]), ("price-spread", ["spread"]), ("funnel", ["funnel"]),
        ("funnel-cases", ["funnel", "--explain", "all"]), ("health", ["health"]),
        ("account-health", ["health", "--account", "acme"]),
        ("health-change", ["health", "--since", "2026-02-05T00:00:00+08:00"]), ("stat", ["stat"]),
        ("policy", ["policy", "show"]), ("policy-history", ["policy", "history"]),
        ("policy-diff", ["policy", "diff", "standard-2"]), ("rebuild", ["rebuild"]),
    ])
    func `It states the trail, the position and the time`(_ report: String, _ arguments: [String]) async throws {
        let trail = try await Self.trail.value
        let run = try await Tool.run(arguments + ["--trail", trail.path, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.lines.count == 1)
        let json = try run.json
        #expect(json["report"] as? String == report)
        #expect(json["schema"] as? Int == 1)
        #expect(json["origin"] as? String == "example.com/sales")
        #expect(json["position"] as? Int == 23)
        let point = try #require(json["asOf"] as? [String: Any])
        #expect(point["position"] as? Int == 23)
        #expect(point["axis"] as? String == "head")
        #expect((point["time"] as? String)?.hasSuffix("Z") == true)
    }

    @Test func `Both time axes bound an answer, alone and together`() async throws {
        let trail = try await Self.trail.value
        func edits(_ options: String...) async throws -> (count: Int?, json: [String: Any]) {
            let run = try await Tool.run(
                ["price-history", "--trail", trail.path, "--quote", "Q-1", "--json"] + options)
            #expect(run.status == 0, "\(run.errors)")
            let json = try run.json
            return ((json["edits"] as? [Any])?.count, json)
        }
        #expect(try await edits().count == 2)
        // The change lies at position 13 and happened at 18:40: each bound holds its own end.
        #expect(try await edits("--as-of", "13").count == 2)
        #expect(try await edits("--as-of", "12").count == 1)
        #expect(try await edits("--effective", "2026-01-17T18:40:00+08:00").count == 2)
        #expect(try await edits("--effective", "2026-01-17T18:39:59.999999999+08:00").count == 1)
        #expect(try await edits("--as-of", "2020-01-01T00:00:00Z").count == 0)
        let both = try await edits("--as-of", "12", "--effective", "2026-01-17T18:40:00+08:00")
        #expect(both.count == 1)
        let question = try #require(both.json["question"] as? [String: Any])
        #expect(question["asOf"] as? String == "12")
        #expect(question["effective"] as? String == "2026-01-17T10:40:00Z")
        #expect(both.json["position"] as? Int == 12)
    }

    @Test func `The counts of stat follow the point`() async throws {
        let trail = try await Self.trail.value
        let all = try await trail.run("stat", "--json").json
        #expect(all["events"] as? Int == 24)
        #expect(all["undated"] as? Int == 1)
        let early = try await trail.run("stat", "--json", "--as-of", "3").json
        #expect(early["events"] as? Int == 4)
        #expect(early["root"] as? String != all["root"] as? String)
        let january = try await trail.run("stat", "--json", "--effective", "2026-01-05T09:00:00+08:00").json
        #expect(january["events"] as? Int == 2)
        let verified = try await trail.run("verify", "--json").json
        #expect(verified["root"] as? String == all["root"] as? String)
        #expect(verified["sound"] as? Bool == true)
        #expect(verified["position"] as? Int == 23)
    }

    @Test func `What log writes, append takes back`() async throws {
        let trail = try await Self.trail.value
        let written = try await trail.run("log", "--after", "0", "--json").output
        let copy = try await SampleTrail(events: nil)
        let appended = try await copy.run("append", "--json", input: written)
        #expect(appended.status == 0, "\(appended.errors)")
        #expect(try appended.json["appended"] as? Int == 23)
        #expect(try appended.json["firstPosition"] as? Int == 1)
        let again = try await copy.run("append", "--json", input: written).json
        #expect(again["appended"] as? Int == 0)
        #expect(again["alreadyPresent"] as? Int == 23)
        for quote in ["Q-1", "Q-2"] {
            let here = try await trail.run("price-history", "--quote", quote).output
            let there = try await copy.run("price-history", "--quote", quote).output
            #expect(here.contains("92.50 CNY") || quote == "Q-2")
            let lines = { (text: String) in text.split(separator: "\n").filter { $0.contains("CNY") } }
            #expect(lines(here) == lines(there))
        }
    }
}
