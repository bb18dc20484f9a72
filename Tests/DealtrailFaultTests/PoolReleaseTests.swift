import Foundation
import Testing

/// From a deadline to the command that follows from it, with real processes that are killed on the way.
@Suite("The pool takes back by itself, killed on the way", .timeLimit(.minutes(2)))
struct PoolReleaseTests {
    @Test("An idle account is released once, by a reaction to the alert; one that moved meanwhile stays")
    func released() throws {
        let scratch = Scratch()
        // The tool reads the clock of the machine.
        let now = Date().formatted(.iso8601)
        let files = (reactions: "\(scratch.root)/reactions.yaml", config: "\(scratch.root)/endpoints.yaml")
        try Data(
            """
            reactions:
              - name: pool
                version: "1"
                alerts: [pool-release]
                do: account.release
                with: { account: "{{data.account}}", cause: inactivity }

            """.utf8
        ).write(to: URL(filePath: files.reactions))
        try Data("endpoints: []\n".utf8).write(to: URL(filePath: files.config))
        try run("init", scratch, "--origin", "example.com/fault", "--author", "ops:wu")
        for account in ["acme", "globex", "initech"] {
            try append("account.created", #"{"account":"\#(account)"}"#, "2026-03-01T10:00:00+08:00", scratch)
        }
        for account in ["acme", "globex"] {
            let data = #"{"account":"\#(account)","owner":"rep:lin"}"#
            try append("account.claimed", data, "2026-03-02T10:00:00+08:00", scratch)
        }
        try append("account.claimed", #"{"account":"initech","owner":"rep:lin"}"#, now, scratch)
        try run("reactions", scratch, "enable", files.reactions, "--author", "ops:wu")
        try end("tick", scratch, "--author", "engine:1")
        try run("tick", scratch, "--author", "engine:1")
        #expect(try recorded("alert.raised", "alert-rule:pool-release", scratch).count == 2)

        // Between the alert and the command somebody meets globex.
        let minutes = String(repeating: "ab", count: 32)
        try append(
            "meeting.held", #"{"meeting":"M-1","account":"globex","owner":"rep:lin","evidence":"\#(minutes)"}"#, now,
            scratch)
        for _ in 0..<3 { try end("outbox", scratch, "deliver", "--config", files.config) }
        for _ in 0..<2 { try run("outbox", scratch, "deliver", "--config", files.config) }
        try run("tick", scratch, "--author", "engine:1")
        try run("outbox", scratch, "deliver", "--config", files.config)

        let released = try recorded("account.released", nil, scratch)
        #expect(released.count == 1, "\(released)")
        let text = try #require(released.first)
        #expect(text.contains(#""account":"acme""#) && text.contains(#""cause":"inactivity""#))
        #expect(text.contains(#""author":"reaction:pool""#))
        let refused = try recorded("command.refused", "account:globex", scratch)
        #expect(refused.count == 1 && refused.first?.contains("account.not-idle") == true, "\(refused)")
        #expect(try recorded("reaction.applied", nil, scratch).count == 2)
        #expect(try recorded("message.dead-lettered", nil, scratch).isEmpty)
        // What was released is not due any more.
        #expect(try recorded("alert.resolved", "alert-rule:pool-release", scratch).count == 2)
    }

    /// Runs the tool to its end.
    private func run(_ command: String, _ scratch: Scratch, _ arguments: String...) throws {
        let child = try Child("dealtrail", [command] + arguments + ["--trail", scratch.trail])
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(command): \(lines)")
    }

    /// Kills the tool at any time.
    private func end(_ command: String, _ scratch: Scratch, _ arguments: String...) throws {
        let child = try Child("dealtrail", [command] + arguments + ["--trail", scratch.trail])
        child.kill()
        _ = child.wait()
    }

    private func append(_ kind: String, _ data: String, _ time: String, _ scratch: Scratch) throws {
        let line = """
            {"specversion":"1.0","id":"\(UUID())","source":"s","type":"\(kind)","author":"rep:lin","time":"\(time)",\
            "data":\(data)}\n
            """
        let run = try Child.tool("append", "--trail", scratch.trail, input: line)
        #expect(run.end == .status(0), "\(run.lines)")
    }

    private func recorded(_ kind: String, _ tag: String?, _ scratch: Scratch) throws -> [String] {
        let arguments = ["log", "--trail", scratch.trail, "--kind", kind, "--json"]
        let child = try Child("dealtrail", arguments + (tag.map { ["--tag", $0] } ?? []))
        let lines = child.lines()
        #expect(child.wait() == .status(0), "\(lines)")
        return lines
    }
}
