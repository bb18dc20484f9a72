import Foundation
import Testing

/// Input and output as streams: pipes, terminals, following.
@Suite struct StreamTests {
    @Test func `A closed pipe ends the output quietly`() async throws {
        let trail = try await SampleTrail(events: nil)
        let lines = (0..<3_000).map { SampleTrail.line("n-\($0)") }.joined()
        #expect(try await trail.run("append", input: lines).status == 0)
        let script = "\"$0\" log --trail \"$1\" --json | head -n 1 > /dev/null; echo \"${PIPESTATUS[0]}\""
        let run = try await Tool.run(URL(filePath: "/bin/bash"), ["-c", script, Tool.executable.path(), trail.path])
        #expect(run.output == "0\n")
        #expect(run.errors == "")
    }

    @Test func `Following sees what another process appends`() async throws {
        let trail = try await SampleTrail(events: nil)
        async let following = trail.run("log", "--follow", "--json", "--limit", "3")
        #expect(try await trail.run("append", input: SampleTrail.line("a") + SampleTrail.line("b")).status == 0)
        let run = try await following
        #expect(run.status == 0)
        let ids = try run.lines.map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["id"] as? String
        }
        #expect(ids == ["policy:standard-2", "a", "b"])
    }

    @Test func `Filters, limits and both directions`() async throws {
        let trail = try await SampleTrail()
        func positions(_ options: String...) async throws -> [Int] {
            let run = try await Tool.run(["log", "--trail", trail.path, "--json"] + options)
            return try run.lines.map { line in
                let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return try #require(event?["sequence"] as? Int)
            }
        }
        #expect(try await positions("--stream", "quote:Q-1") == [11, 12, 13])
        #expect(try await positions("--tag", "account:acme", "--kind", "order.placed") == [20])
        #expect(try await positions("--author", "rep:zhao", "--limit", "2") == [6, 7])
        #expect(try await positions("--reverse", "--limit", "3") == [23, 22, 21])
        #expect(try await positions("--after", "21") == [22, 23])
        #expect(try await positions("--after", "23").isEmpty)
        #expect(try await positions("--as-of", "1") == [0, 1])
        #expect(try await positions("--command", "line-5") == [5])
        #expect(try await positions("--effective", "2026-01-05T09:00:00+08:00") == [1, 2])
    }

    @Test func `Headings are bold at a terminal, unless NO_COLOR says otherwise`() async throws {
        let trail = try await SampleTrail(events: nil)
        let arguments = ["stat", "--trail", trail.path]
        #expect(try await PseudoTerminal.run(arguments, environment: [:]).contains("\u{1b}["))
        #expect(try await !PseudoTerminal.run(arguments, environment: ["NO_COLOR": "1"]).contains("\u{1b}["))
        #expect(try await !PseudoTerminal.run(arguments, environment: ["TERM": "dumb"]).contains("\u{1b}["))
        #expect(try await !trail.run("stat", environment: ["TERM": "xterm"]).output.contains("\u{1b}["))
    }

    @Test func `Trail and author come from the environment`() async throws {
        let trail = try await SampleTrail(events: nil)
        let run = try await Tool.run(["stat", "--json"], environment: ["DEALTRAIL_TRAIL": trail.path])
        #expect(try run.json["events"] as? Int == 1)
        let other = trail.scratch.path("other.trail")
        _ = try await Tool.run(
            ["init", "--origin", "o"], environment: ["DEALTRAIL_TRAIL": other, "DEALTRAIL_AUTHOR": "ops:wu"])
        let shown = try await Tool.run(["show", "0", "--trail", other, "--json"]).json
        let author = (shown["event"] as? [String: Any])?["author"] as? [String: Any]
        #expect(author?["id"] as? String == "ops:wu")
    }

    @Test func `Control characters in the data do not reach the terminal`() async throws {
        let trail = try await SampleTrail(events: nil)
        let line = """
            {"specversion":"1.0","id":"x","source":"t","type":"crm.note-added","subject":"account:a","author":"rep:\\u202elin",\
            "data":{"text":"\\u001b[31mred"}}

            """
        #expect(try await trail.run("append", input: line).status == 0)
        for command in [["log"], ["show", "1"]] {
            let output = try await Tool.run(command + ["--trail", trail.path]).output
            #expect(!output.unicodeScalars.contains("\u{1b}") && !output.unicodeScalars.contains("\u{202e}"))
            #expect(output.contains("red"))
        }
    }

    @Test func `A report becomes one page of HTML`() async throws {
        let trail = try await SampleTrail()
        let page = trail.scratch.path("page.html")
        let run = try await trail.run("price-history", "--everything", "--html", page)
        #expect(run.status == 0 && run.output == "")
        let html = try String(contentsOf: URL(filePath: page), encoding: .utf8)
        #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("competitor offer"))
    }
}
