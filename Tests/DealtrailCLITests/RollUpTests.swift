import Foundation
import Testing

/// Reports that open down to events: what they refuse, and that lists are as long as their numbers.
@Suite struct RollUpTests {
    private static let trail = Task { try await SampleTrail() }

    @Test(arguments: [
        (["funnel", "--compare", "last-year", "--cohort", "entered", "--period", "2026-Q1"], "--definitions"),
        (["funnel", "--definitions", "now"], "--compare"),
        (["funnel", "--compare", "last-year", "--definitions", "now"], "--period 2026-Q1"),
        (["funnel", "--period", "2026-Q1"], "whose time lies in it"),
        (["funnel", "--period", "2025-W53", "--cohort", "entered"], "2026-W07"),
        (["funnel", "--calendar", "nowhere"], "business-hours"),
        (["funnel", "--explain", "visited:contact=0"], "visited:STAGE=TIMES"),
        (["funnel", "--explain", "won-value:cny"], "won-value:CURRENCY"),
        (["funnel", "--explain", "all", "--slice", "x"], "--by"),
        (["dwell", "--explain", "nowhere"], "no stage is called \"nowhere\"; there are contact, offer"),
        (["dwell", "--by", "planet"], "industry"), (["stalls", "--rule", "nothing"], "stage-stall"),
        (["stalls", "--explain", "gone"], "not-running"), (["stalls", "--explain", "stalled:"], "STAGE"),
        (["stalls", "--explain", "all:nowhere"], "no stage is called"),
        (["actions", "--explain", "rep/tue"], "rep/tue/14"), (["actions", "--explain", "rep/*/24"], "ROLE/DAY/HOUR"),
        (["actions", "--period", "2026-03"], "--offset"), (["actions", "--by", "planet"], "product, account"),
        (["actions", "--by", "rep", "--slice", "rep:lin"], "--slice goes with --explain and --by"),
        (["overrides", "--explain", "right"], "person-right"),
        (["overrides", "--explain", "all:grades"], ":lead-grade"), (["overrides", "--explain", "all/"], "/PERSON"),
        (["cliffs", "--level", "1"], "below 1"),
        (["cliffs", "--explain", "contact"], "STAGE/since"), (["cliffs", "--explain", "x/all"], "no stage is called"),
        (["cliffs", "--lead", "3651"], "3,650"), (["cliffs", "--by", "tier"], "--slice-not-recorded"),
        (["cliffs", "--slice", "A"], "--by goes with"),
    ])
    func `What cannot be answered is refused with what would be right`(
        _ arguments: [String], _ hint: String
    ) async throws {
        let trail = try await Self.trail.value
        let run = try await Tool.run([arguments[0], "--trail", trail.path] + arguments.dropFirst())
        #expect(run.status == 2 && run.output == "", "\(run.output)\(run.errors)")
        #expect(run.errors.contains(hint), "\(run.errors)")
    }

    @Test func `A list is as long as its number, and its events are in the log`() async throws {
        let trail = try await Self.trail.value
        func json(_ arguments: String...) async throws -> [String: Any] {
            let run = try await Tool.run([arguments[0], "--trail", trail.path, "--json"] + arguments.dropFirst())
            #expect(run.status == 0, "\(run.errors)")
            return try run.json
        }
        let report = try await json("funnel", "--by", "week")
        let total = try #require(report["total"] as? [String: Any])
        for (number, selector) in [
            ("cases", "all"), ("open", "open"), ("won", "won"), ("lost", "lost"), ("notStarted", "not-started"),
            ("wonWithoutAmount", "won-without-amount"),
        ] {
            let opened = try await json("funnel", "--explain", selector)
            #expect(opened["count"] as? Int == total[number] as? Int, "\(selector)")
            for item in try #require(opened["items"] as? [[String: Any]]) {
                let entity = try #require(item["entity"] as? String)
                for event in try #require(item["events"] as? [[String: Any]]) {
                    let position = try #require(event["position"] as? Int)
                    let shown = try await json("show", String(position))["event"] as? [String: Any]
                    #expect(shown?["stream"] as? String == entity && shown?["id"] as? String == event["id"] as? String)
                }
            }
        }
        let slices = try #require(report["slices"] as? [[String: Any]])
        for slice in slices {
            let name = try #require(slice["name"] as? String)
            let opened = try await json("funnel", "--explain", "all", "--by", "week", "--slice", name)
            #expect(opened["count"] as? Int == slice["cases"] as? Int && name.contains("-W"))
        }
    }

    @Test(arguments: ["funnel", "dwell", "stalls", "actions", "cliffs"])
    func `Each answers for what was known at a position and had happened by a time`(_ command: String) async throws {
        let trail = try await Self.trail.value
        let known = try await trail.run(command, "--as-of", "10", "--json").json
        #expect(known["position"] as? Int == 10)
        #expect((known["asOf"] as? [String: Any])?["axis"] as? String == "known")
        let both = try await trail.run(
            command, "--as-of", "10", "--effective", "2026-01-07T00:00:00+08:00", "--json"
        ).json
        let stamp = try #require(both["asOf"] as? [String: Any])
        #expect(stamp["axis"] as? String == "effective" && stamp["time"] as? String == "2026-01-06T16:00:00Z")
        guard command == "actions" else { return }
        // Positions 0 to 10 but one without a time, and of these those until the evening of the sixth.
        #expect((known["total"] as? [String: Any])?["actions"] as? Int == 10)
        #expect((both["total"] as? [String: Any])?["actions"] as? Int == 4)
        let opened = try await trail.run("actions", "--as-of", "10", "--explain", "*/*/*", "--json").json
        #expect(opened["count"] as? Int == 10)
    }

    @Test(arguments: ["rep", "team", "product", "account", "industry", "tier", "region", "week", "month"])
    func `Every slice of actions opens to as many events as it says`(_ dimension: String) async throws {
        let trail = try await Self.trail.value
        func json(_ arguments: [String]) async throws -> [String: Any] {
            let run = try await Tool.run(
                ["actions", "--trail", trail.path, "--by", dimension, "--json"] + arguments)
            #expect(run.status == 0, "\(run.errors)")
            return try run.json
        }
        let report = try await json([])
        let slices = try #require(report["slices"] as? [[String: Any]])
        #expect(report["by"] as? String == dimension && !slices.isEmpty)
        for slice in slices.prefix(2) + slices.suffix(1) {
            let total = try #require(slice["total"] as? [String: Any])
            let name = (slice["slice"] as? String).map { ["--slice", $0] } ?? ["--slice-not-recorded"]
            for (selector, number) in [("*/*/*", "actions"), ("*/undated", "undated")] {
                let opened = try await json(["--explain", selector] + name)
                #expect(opened["count"] as? Int == total[number] as? Int && opened["by"] as? String == dimension)
                #expect(opened["slice"] as? String == slice["slice"] as? String)
            }
        }
    }

    @Test func `A heat map is shaded in HTML and plain in text`() async throws {
        let trail = try await Self.trail.value
        let page = trail.scratch.path("actions.html")
        let run = try await trail.run("actions", "--html", page)
        #expect(run.status == 0, "\(run.errors)")
        let html = try String(contentsOf: URL(filePath: page), encoding: .utf8)
        #expect(html.contains("class=\"n h9\"") && html.contains(".h9 {"))
        let text = try await trail.run("actions", environment: ["NO_COLOR": "1"])
        #expect(text.status == 0 && !text.output.contains("\u{1b}") && text.output.contains("Monday"))
    }
}
