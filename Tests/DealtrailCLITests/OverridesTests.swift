import Foundation
import Testing

/// Overrides with the real tool: by hand, refused, reported, opened down.
@Suite struct OverridesTests {
    @Test func `Who decided otherwise is told with who was right, as text, as JSON and down to the events`()
        async throws
    {
        let trail = try await SampleTrail(events: nil)
        func command(_ kind: String, _ fields: String..., by author: String = "rep:lin") async throws -> Tool.Run {
            try await Tool.run(
                ["do", kind, "--trail", trail.path, "--author", author] + fields.flatMap { ["--set", $0] })
        }
        for (lead, score) in [("L-1", "70"), ("L-2", "90"), ("L-3", "70")] {
            let captured = try await command("lead.capture", "lead=\(lead)", "source=fair", "score=\(score)")
            #expect(captured.status == 0, "\(captured.errors)")
        }
        for (lead, grade, author) in [("L-1", "A", "rep:lin"), ("L-2", "C", "rep:chen"), ("L-3", "C", "rep:lin")] {
            let graded = try await command(
                "lead.grade", "lead=\(lead)", "grade=\(grade)", "reason=I met them", by: author)
            #expect(graded.status == 0, "\(graded.errors)")
        }
        for lead in ["L-1", "L-2"] {
            let discarded = try await command("lead.discard", "lead=\(lead)", "reason=wrong number")
            #expect(discarded.status == 0, "\(discarded.errors)")
        }
        let run = try await trail.run("overrides", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let total = try #require(try run.json["total"] as? [String: Any])
        #expect(total["overrides"] as? Int == 3 && total["personRight"] as? Int == 1)
        #expect(total["ruleRight"] as? Int == 1 && total["pending"] as? Int == 1)
        #expect(total["personRightPercent"] as? String == "50.0")
        let text = try await trail.run("overrides").output
        #expect(text.contains("90 days after") && text.contains("it was discarded") && text.contains("I met them"))
        for (selector, count) in [
            ("all", 3), ("all/rep:lin", 2), ("person-right:lead-grade/rep:chen", 1), ("rule-right/rep:chen", 0),
            ("pending", 1), ("unjudged:lead-routing", 0),
        ] {
            let opened = try await trail.run("overrides", "--explain", selector, "--json")
            #expect(try opened.json["count"] as? Int == count, "\(selector): \(opened.output)\(opened.errors)")
        }
        // As it was known before the leads ended, nobody knew.
        let size = try #require((try run.json["asOf"] as? [String: Any])?["position"] as? Int)
        let before = try await trail.run("overrides", "--as-of", String(size - 2), "--json")
        #expect((try before.json["total"] as? [String: Any])?["pending"] as? Int == 3)
    }

    @Test func `Where the policy refuses it, nobody grades against the score`() async throws {
        let trail = try await SampleTrail(events: nil)
        let file = trail.scratch.path("strict.yaml")
        try "version: strict\noverrides: { lead-grade: refused }\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        let published = try await Tool.run([
            "policy", "publish", file, "--trail", trail.path, "--activate", "--author", "ops:wu",
        ])
        #expect(published.status == 0, "\(published.errors)")
        let fields = ["--trail", trail.path, "--author", "rep:lin", "--set", "lead=L-1"]
        let captured = try await Tool.run(
            ["do", "lead.capture"] + fields + ["--set", "source=fair", "--set", "score=70"])
        #expect(captured.status == 0, "\(captured.errors)")
        let graded = try await Tool.run(["do", "lead.grade"] + fields + ["--set", "grade=A", "--set", "reason=x"])
        #expect(graded.status != 0)
        let told = graded.output + graded.errors
        #expect(told.contains("override.lead-grade") && told.contains("strict"), "\(told)")
        let shown = try await Tool.run(["policy", "show", "--trail", trail.path])
        #expect(
            shown.output.contains("  lead-grade: refused\n") && shown.output.contains("  going-back: with-reason\n"))
    }
}
