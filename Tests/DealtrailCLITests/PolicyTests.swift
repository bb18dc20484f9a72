import Foundation
import Testing

/// Policies are published, begin, and are published again.
@Suite struct PolicyTests {
    /// The receipt of a publication of a version with this tolerance.
    private static func publish(
        _ version: String, _ tolerance: Int, in trail: SampleTrail, _ options: String...
    ) async throws -> String {
        let file = trail.scratch.path("\(version).yaml")
        try Data("version: \(version)\npricing: { tolerance: \(tolerance) }\n".utf8).write(to: URL(filePath: file))
        let run = try await Tool.run(
            ["policy", "publish", "--trail", trail.path, "--json", "--activate", file] + options)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// The policy in force as JSON.
    private static func shown(in trail: SampleTrail) async throws -> String {
        try await Tool.run(["policy", "show", "--trail", trail.path, "--json"]).output
    }

    @Test func `A policy begins when it says`() async throws {
        let trail = try await SampleTrail(events: nil)
        let receipt = try await Self.publish("later", 5, in: trail, "--effective-from", "2126-01-01T00:00:00+08:00")
        #expect(receipt.contains("2125-12-31T16:00:00Z") && receipt.contains("later"))
        #expect(try await Self.shown(in: trail).contains("standard-2"))
        let event = try await trail.run("show", "1", "--json").output
        #expect(event.contains("effectiveFrom"))
        let wrong = try await Tool.run(
            ["policy", "publish", "--trail", trail.path, "later.yaml", "--effective-from", "2126-01-01"])
        #expect(wrong.status == 2)
        let past = try await Tool.run(
            [
                "policy", "publish", "--trail", trail.path, trail.scratch.path("later.yaml"), "--effective-from",
                "2020-01-01T00:00:00Z",
            ])
        #expect(
            past.status == 4 && past.errors.contains("later.yaml:1:10: --effective-from ")
                && past.errors.contains("policy.past"))
        // A version that was published is not used for another text.
        let file = trail.scratch.path("other.yaml")
        try Data("pricing: { tolerance: 6 }\nversion: later\n".utf8).write(to: URL(filePath: file))
        let reused = try await Tool.run(["policy", "publish", "--trail", trail.path, file])
        #expect(reused.status == 4 && reused.errors.contains("other.yaml:2:10: "))
        #expect(reused.errors.contains("policy.version"))
    }

    @Test func `Validation tells the places, under its name and its former one`() async throws {
        let scratch = Scratch()
        let file = scratch.path("p.yaml")
        try Data("version: v\ndeadlines:\n  quote-overdue: { allows: 2 hours, calender: always }\n".utf8)
            .write(to: URL(filePath: file))
        for name in ["validate", "check"] {
            let run = try await Tool.run(["policy", name, file])
            #expect(run.status == 2 && run.output.isEmpty)
            #expect(
                run.errors.contains("p.yaml:3:28: \"allows\" is a duration, such as 15 min, 48 h or 5 d, not 2 hours"))
            #expect(run.errors.contains("p.yaml:3:37: \"calender\" is not part of a deadline; allowed here: only-for"))
        }
        let sound = try await Tool.run(["policy", "validate", Tool.fixture("policies/default.yaml")])
        #expect(sound.status == 0 && sound.output.contains("standard-2 is sound"))
        let schema = try await Tool.run(["policy", "schema"])
        let published = try String(
            contentsOf: URL(filePath: Tool.fixture("policies/policy.schema.json")), encoding: .utf8)
        #expect(schema.output == published)
    }

    /// A key that is none, bands that overlap, a chain in a circle, no working day, weights that do not add up, a role that is none.
    @Test func `What is wrong with a file is told with its place, and nothing is published`() async throws {
        let trail = try await SampleTrail(events: nil)
        let before = try await trail.run("log", "--json").output
        for (yaml, place) in [
            ("tolerances: {}", "2:1: \"tolerances\" is not part of a policy"),
            (
                "bands:\n  lead-grade: { A: { from: 85 }, B: { from: 60, below: 86 } }",
                "3:37: the bands A (85 to below any) and B (60 to below 86) overlap"
            ),
            (
                "approval: { routes: [{ chain: [rep, rep] }] }",
                "2:37: the chain comes back to rep; a role decides once in a chain"
            ),
            (
                "calendars: { workdays: { days: [] } }",
                "2:32: a calendar has at least one working day of the week"
            ),
            (
                "health: { tier: { weight: 21 } }",
                "2:9: the four weights add up to 101; they are shares of 100"
            ),
            ("approval: { routes: [{ chain: [boss] }] }", "2:32: there is no role boss; add it to \"roles\""),
        ] {
            let file = trail.scratch.path("bad.yaml")
            try Data("version: bad\n\(yaml)\n".utf8).write(to: URL(filePath: file))
            let checked = try await Tool.run(["policy", "validate", file])
            #expect(checked.status == 2 && checked.errors.contains("bad.yaml:\(place)"), "\(checked.errors)")
            let published = try await Tool.run(["policy", "publish", "--trail", trail.path, file])
            #expect(published.status == 2 && published.errors == checked.errors)
        }
        #expect(try await trail.run("log", "--json").output == before)
    }

    @Test func `A version is published, activated by another, compared, retired, and its history told`() async throws {
        let trail = try await SampleTrail(events: nil)
        let file = trail.scratch.path("tight.yaml")
        try Data("version: tight\n\npricing:\n  tolerance: 2\n".utf8).write(to: URL(filePath: file))
        func policy(_ arguments: String...) async throws -> Tool.Run {
            try await Tool.run(
                ["policy", arguments[0], "--trail", trail.path] + arguments.dropFirst(),
                environment: ["DEALTRAIL_AUTHOR": "ops:lin"])
        }
        #expect(try await policy("publish", file).output.contains("awaits its activation"))
        #expect(try await policy("publish", file).output.contains("published already"))
        #expect(try await policy("show").output.hasPrefix("version: standard-"))
        #expect(try await policy("show", "tight").output.contains("tolerance: 2\n"))
        #expect(try await policy("show", "other").status == 3)

        let diff = try await policy("diff", file, "--json").json
        let changes = try #require(diff["changes"] as? [[String: Any]])
        #expect(changes.map { $0["path"] as? String } == ["version", "pricing.tolerance"])
        #expect(changes[1]["old"] as? String == "3" && changes[1]["new"] as? String == "2")
        #expect(changes[1]["newLine"] as? Int == 4 && changes[1]["oldLine"] as? Int != nil)
        let files = try await Tool.run(["policy", "diff", file, file])
        #expect(files.status == 0 && files.output.contains("0"))

        let activated = try await policy(
            "activate", "tight", "--approver", "director:wu", "--reason", "agreed", "--json")
        #expect(activated.status == 0, "\(activated.errors)")
        #expect(activated.output.contains("\"approver\":\"director:wu\""))
        #expect(try await policy("show").output.hasPrefix("version: tight\n"))
        let past = try await policy("activate", "tight", "--effective-from", "2020-01-01T09:00:00+09:00")
        #expect(
            past.status == 4
                && past.errors.contains("--effective-from 2020-01-01T09:00:00+09:00: refused by policy.past"))
        let told = try #require(past.errors.firstMatch(of: /2020-01-01T00:00:00Z has passed, it is ([0-9TZ:.-]+);/))
        #expect(told.1 > "2026" && past.errors.contains("State a time to come, or leave it out for at once"))
        let ended = try await policy("retire", "tight", "--reason", "x", "--effective-from", "2020-01-01T00:00:00Z")
        #expect(ended.status == 4 && ended.errors.contains("--effective-from 2020-01-01T00:00:00Z: "))
        let retired = try await policy("retire", "tight", "--reason", "too strict", "--json")
        #expect(retired.output.contains("\"inForceThen\":\"standard-"), "\(retired.errors)")
        #expect(try await policy("show").output.hasPrefix("version: standard-"))
        #expect(try await policy("retire", "standard-2", "--reason", "x").status == 4)

        let history = try await policy("history", "--json").json
        let versions = try #require(history["versions"] as? [[String: Any]])
        #expect(versions.count == 2)
        let acts = try #require(versions[1]["acts"] as? [[String: Any]])
        #expect(acts.map { $0["act"] as? String } == ["published", "activated", "retired"])
        #expect(acts[1]["onBehalfOf"] as? String == "director:wu")
        let spans = try #require(versions[1]["inForce"] as? [[String: Any]])
        #expect(spans.count == 1 && spans[0]["to"] != nil)
        #expect((versions[0]["inForce"] as? [Any])?.count == 2)
        #expect(try await policy("history").output.contains("until further notice"))
        // The decision that refused names the policy that was in force.
        let refused = try await trail.run("log", "--kind", "command.refused", "--json").lines
        #expect(refused.count == 3 && refused[0].contains("tight"))
    }

    @Test func `An earlier version is published again, and the same one twice only once`() async throws {
        let trail = try await SampleTrail(events: nil)
        for (version, tolerance) in [("one", 4), ("two", 5), ("one", 4)] {
            _ = try await Self.publish(version, tolerance, in: trail)
            #expect(try await Self.shown(in: trail).contains("\"version\":\"\(version)\""))
        }
        let events = try await trail.run("log", "--kind", "policy.published", "--json").output
        #expect(try await Self.publish("one", 4, in: trail).contains("published already"))
        #expect(try await trail.run("log", "--kind", "policy.published", "--json").output == events)
        #expect(events.split(separator: "\n").count == 4)
    }
}
