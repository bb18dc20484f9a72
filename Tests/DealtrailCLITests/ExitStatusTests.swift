import Foundation
import Testing

@testable import DealtrailCLI

/// Each documented exit code, from the real tool.
@Suite struct ExitStatusTests {
    private struct Unheard: Error {}

    /// One complaint, in one line, on standard error; nothing on standard output.
    private func expect(
        _ run: Tool.Run, _ status: DealtrailCLI.ExitStatus, _ part: String, location: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status.rawValue, "\(run.errors)", sourceLocation: location)
        #expect(run.hasExited, sourceLocation: location)
        #expect(run.output == "", sourceLocation: location)
        #expect(run.errors.hasPrefix("dealtrail: "), "\(run.errors)", sourceLocation: location)
        #expect(run.errors.contains(part), "\(run.errors)", sourceLocation: location)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)", sourceLocation: location)
    }

    @Test func `0: help, version, completion and success`() async throws {
        for arguments in [
            ["--help"], ["help", "funnel"], ["--version"], ["--generate-completion-script", "bash"], [],
        ] {
            let run = try await Tool.run(arguments)
            #expect(run.status == 0, "\(arguments)")
            #expect(run.errors == "" && run.output != "", "\(arguments)")
        }
    }

    @Test func `1: lines that were rejected`() async throws {
        let trail = try await SampleTrail(events: nil)
        let lines = SampleTrail.line("a") + SampleTrail.line("b", author: nil) + "{\n" + SampleTrail.line("c")
        let run = try await trail.run("append", "--json", input: lines)
        #expect(run.status == DealtrailCLI.ExitStatus.found.rawValue)
        #expect(run.errors.contains("dealtrail: line 2: \"author\": it is missing, and an event needs it"))
        #expect(run.errors.contains("dealtrail: line 3: "))
        let json = try run.json
        #expect(json["lines"] as? Int == 4 && json["appended"] as? Int == 2 && json["rejected"] as? Int == 2)
        let checked = try await trail.run("append", "--check", "--json", input: lines + SampleTrail.line("d"))
        #expect(checked.status == DealtrailCLI.ExitStatus.found.rawValue)
        #expect(try await trail.run("stat", "--json").json["events"] as? Int == 3)
    }

    @Test(arguments: [
        (["fnnel"], "there is no command \"fnnel\"; did you mean funnel?"),
        (["log"], "which trail? give --trail PATH or set DEALTRAIL_TRAIL"),
        (["log", "--trail", "t", "--bogus"], "Unknown option '--bogus'"),
        (["log", "--trail", "t", "--limit", "0"], "\"0\" is not a whole number of at least 1"),
        (["log", "--trail", "t", "--from", "yesterday"], "\"yesterday\" is not an RFC 3339 time with an offset"),
        (["log", "--trail", "t", "--from", "2026-01-01T00:00:00"], "such as 2026-03-31T23:59:59+08:00"),
        (["log", "--trail", "t", "--follow", "--reverse"], "--follow goes forward"),
        (["stat", "--trail", "t", "--as-of", "-1"], "--as-of"),
        (["stat", "--trail", "t", "--as-of", "2026-02-30T00:00:00Z"], "is neither a position nor an RFC 3339 time"),
        (["price-history", "--trail", "t"], "Whose prices?"),
        (["price-history", "--trail", "t", "--line", "L-1"], "--line needs --quote"),
        (["price-history", "--trail", "t", "--entry", "list"], "\"list\" is not LIST/PRODUCT"),
        (
            ["funnel", "--trail", "t", "--by", "weather"],
            "\"weather\" is none of rep, team, product, account, industry, tier, region, week, month"
        ),
        (["funnel", "--trail", "t", "--explain", "luck"], "\"luck\" names no number of a funnel"),
        (["spread", "--trail", "t", "--min", "1e3"], "\"1e3\" is not a decimal number"),
        (["init", "--trail", "t"], "--origin"),
        (["init", "--trail", "t", "--origin", "a b"], "\"a b\" is not an origin: 1 to 255 bytes"),
        (["simulate", "--trail", "t", "--origin", "a+b"], "\"a+b\" is not an origin"),
        (["init", "--trail", "t", "--origin", "o", "--map-size", "2X"], "\"2X\" is not a size"),
        (["init", "--trail", "t", "--origin", "o", "--policy", "/no.yaml"], "/no.yaml:1:1: the policy cannot be read"),
        (["simulate", "--trail", "t", "--reps", "2"], "at least 3 representatives"),
        (["import", "--trail", "t", "--mapping", "m.yaml"], "Missing the file to import"),
        (["import", "--trail", "t", "--mapping", "/no.yaml", "f.csv"], "cannot read the mapping /no.yaml"),
        (["rebuild", "--trail", "t", "--threads", "65"], "at most 64 threads"),
    ])
    func `2: a command that was given wrongly`(_ arguments: [String], _ part: String) async throws {
        expect(try await Tool.run(arguments), .usage, part)
    }

    @Test func `3: no trail, nothing there, no such event`() async throws {
        let scratch = Scratch()
        expect(
            try await Tool.run(["log", "--trail", scratch.path("none")]), .notFound, "create one with `dealtrail init`")
        expect(try await Tool.run(["stat", "--trail", scratch.directory]), .notFound, "not a trail")
        expect(try await Tool.run(["verify", "--trail", scratch.path("none")]), .notFound, "no such trail")
        let trail = try await SampleTrail(events: nil)
        expect(try await trail.run("show", "1"), .notFound, "there is no event at position 1; the last one is 0")
        expect(try await trail.run("stat", "--as-of", "1"), .notFound, "there is no position 1; the last one is 0")
        expect(
            try await trail.run("health", "--account", "nobody"), .notFound, "nothing is known of the account nobody")
        let id = "01a1ffb8-2c2d-7000-b918-32facc6d4e62"
        expect(try await trail.run("show", id), .notFound, "there is no event \(id)")
    }

    @Test func `4: refused`() async throws {
        let trail = try await SampleTrail(events: nil)
        expect(
            try await Tool.run(["init", "--trail", trail.path, "--origin", "o"]), .refused, "a trail is there already")
        expect(try await trail.run("restore", trail.path), .refused, "a trail is there already")
        let policy = trail.scratch.path("p.yaml")
        try Data("version: standard-2\npricing: { tolerance: 5 }\n".utf8).write(to: URL(filePath: policy))
        expect(
            try await Tool.run(["policy", "publish", "--trail", trail.path, policy]), .refused,
            "version standard-2 was published with another text")
    }

    @Test func `5 and 1: a file that was cut short`() async throws {
        let trail = try await SampleTrail()
        let handle = try FileHandle(forWritingTo: URL(filePath: trail.path + "/log/data.mdb"))
        try handle.truncate(atOffset: 12_288)
        try handle.close()
        expect(try await trail.run("log"), .damaged, "cut short")
        let verified = try await trail.run("verify", "--json")
        #expect(verified.status == DealtrailCLI.ExitStatus.found.rawValue && verified.hasExited)
        let json = try verified.json
        #expect(json["sound"] as? Bool == false && json["complete"] as? Bool == false)
        #expect(json["problemCount"] as? Int == 1)
    }

    @Test func `6: written by a newer version`() async throws {
        let trail = try await SampleTrail(events: nil)
        let manifest = URL(filePath: trail.path + "/manifest.json")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        try Data(text.replacing("\"format\" : 1", with: "\"format\" : 99").utf8).write(to: manifest)
        for command in ["log", "stat", "verify"] {
            expect(try await trail.run(command), .newerFormat, "upgrade dealtrail")
        }
    }

    @Test func `7: a map that is full grows offline`() async throws {
        let trail = try await SampleTrail(events: nil, options: ["--map-size", "256K"])
        let lines = (0..<1_000).map { SampleTrail.line("n-\($0)") }.joined()
        expect(try await trail.run("append", input: lines), .full, "`dealtrail grow`")
        expect(try await trail.run("grow", "--to", "256K"), .system, "is not larger")
        let grown = try await trail.run("grow", "--to", "64M", "--json").json
        #expect((grown["facts"] as? [String: String])?["after"] == "67108864")
        let appended = try await trail.run("append", "--json", input: lines)
        #expect(appended.status == 0, "\(appended.errors)")
        #expect(try await trail.run("stat", "--json").json["events"] as? Int == 1_001)
        #expect(try await trail.run("verify").status == 0)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
    func `7: a disk that is full`() async throws {
        let trail = try await SampleTrail()
        let run = try await Tool.run(
            URL(filePath: "/bin/sh"),
            ["-c", "\"$0\" log --trail \"$1\" > /dev/full", Tool.executable.path(), trail.path])
        expect(run, .full, "cannot write the output")
    }

    @Test func `8: what the system refuses`() async throws {
        let scratch = Scratch()
        let run = try await Tool.run(["init", "--trail", scratch.path("none/deeper"), "--origin", "o"])
        expect(run, .system, "the system refused: mkdir")
    }

    @Test func `70: anything else`() {
        #expect(ToolError(Unheard()).status == .internal)
        #expect(ToolError(Unheard()).message.contains("please report it"))
        #expect(DealtrailCLI.ExitStatus.allCases.map(\.rawValue) == Array(0...17) + [70])
    }
}
