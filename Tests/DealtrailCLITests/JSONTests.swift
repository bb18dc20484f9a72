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

    /// A year with everything in it: approvals, spreads, repricings, falls, alerts.
    private static let year = Task {
        let scratch = Scratch()
        let made = try await Tool.run([
            "simulate", "--trail", scratch.path("sales.trail"), "--seed", "3", "--reps", "4", "--days", "150",
        ])
        try #require(made.status == 0, "\(made.errors)")
        return scratch
    }

    @Test(arguments: [
        ["log", "--count-by", "day"], ["show", "40", "--canonical"], ["price-history", "--everything"], ["spread"],
        ["funnel"], ["funnel", "--by", "rep"], ["funnel", "--explain", "won"], ["dwell", "--by", "product"],
        ["stalls"], ["actions"], ["overrides"], ["cliffs"], ["health"], ["health", "--account", "acct-river"],
        ["health", "--since", "2026-03-01T00:00:00+08:00"], ["health", "--bonus"], ["alerts", "--warned"],
        ["notes", "--author", "rep:001"], ["stat"], ["views"], ["verify"], ["policy", "history"],
        ["policy", "diff", "standard-2"], ["reactions", "list"], ["outbox", "list"], ["rebuild", "--view", "funnel"],
        ["what-if", "--policy", Tool.fixture("policies/default.yaml"), "--paths", Tool.fixture("paths")],
    ])
    func `Each field is written down in docs/cli.md`(_ arguments: [String]) async throws {
        let page = try String(contentsOf: Tool.package.appending(path: "docs/cli.md"), encoding: .utf8)
        let shapes = page[try #require(page.range(of: "## The shapes of `--json`")).upperBound...]
        let words = Set(shapes.matches(of: #/[A-Za-z][A-Za-z0-9]*/#).map { String($0.output) })
        let trail = try await Self.year.value.path("sales.trail")
        let run = try await Tool.run(arguments + ["--trail", trail, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let fields = Self.fields(of: try run.json)
        #expect(fields.count > 6)
        #expect(fields.subtracting(words).sorted() == [])
    }

    /// The names of all fields, but those of the domain's own events and commands.
    private static func fields(of value: Any) -> Set<String> {
        if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(fields(of: $1)) } }
        guard let object = value as? [String: Any] else { return [] }
        return object.reduce(into: Set(object.keys)) { found, field in
            if !["payload", "arguments"].contains(field.key) { found.formUnion(fields(of: field.value)) }
        }
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
