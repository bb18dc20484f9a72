import Foundation
import Testing

/// Wiring events to a file with the tool alone.
@Suite struct ReactionTests {
    private let scratch = Scratch()
    private var trail: String { scratch.path("trail") }

    private func run(_ arguments: String...) async throws -> Tool.Run {
        try await Tool.run(arguments, environment: ["DEALTRAIL_TRAIL": trail, "DEALTRAIL_AUTHOR": "ops:wu"])
    }

    private func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: scratch.path(name)))
        return scratch.path(name)
    }

    private func append(_ account: String) async throws {
        let line = """
            {"specversion":"1.0","id":"\(account)","source":"s","type":"account.created","author":"rep:lin",\
            "data":{"account":"\(account)"}}
            """
        let run = try await Tool.run(["append", "--trail", trail], input: line + "\n")
        #expect(run.status == 0, "\(run.errors)")
    }

    /// A trail with a reaction that writes accounts to a file, and its configuration.
    private func prepared() async throws -> (reactions: String, config: String) {
        #expect(try await run("init", "--origin", "example.com/sales").status == 0)
        let reactions = try write(
            "reactions: [{ name: accounts, version: 1, on: [account.created], to: book }]\n", to: "reactions.yaml")
        let config = try write(
            "endpoints: [{ name: book, file: \(scratch.path("book.jsonl")), retry: { attempts: 1 } }]\n",
            to: "endpoints.yaml")
        try await append("before")
        let enabled = try await run("reactions", "enable", reactions)
        #expect(enabled.status == 0 && enabled.output.contains("from now on"), "\(enabled.errors)")
        try await append("acme")
        return (reactions, config)
    }

    private func book() throws -> [String] {
        try String(contentsOf: URL(filePath: scratch.path("book.jsonl")), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    @Test func `From the event to the line in the file`() async throws {
        let (reactions, config) = try await prepared()
        let list = try await run("reactions", "list", "--json").json
        let rows = try #require(list["reactions"] as? [[String: Any]])
        #expect(rows.count == 1 && rows[0]["reaction"] as? String == "accounts" && rows[0]["owed"] as? Int == 1)
        let owed = try await run("outbox", "list", "--json").json
        let items = try #require(owed["owed"] as? [[String: Any]])
        #expect(items.count == 1 && items[0]["endpoint"] as? String == "book")
        let key = try #require(items[0]["key"] as? String)
        let position = try #require(items[0]["position"] as? Int)

        let delivered = try await run("outbox", "deliver", "--config", config, "--json")
        #expect(delivered.status == 0, "\(delivered.errors)")
        let round = try #require(try delivered.json["round"] as? [String: Any])
        #expect(round["delivered"] as? Int == 1 && round["waiting"] as? Int == 0)
        #expect(try book().count == 1)
        #expect(try book()[0].contains(key) && book()[0].contains("\"account\":\"acme\""))
        #expect(try await run("outbox", "list").output.contains("Owed"))
        let log = try await run("log", "--kind", "message.delivered", "--json")
        #expect(log.lines.count == 1 && log.output.contains(key))
        // As of then it is owed still; the event before it owed nothing, and before it was enabled there is no reaction.
        func owes(_ asOf: Int) async throws -> Int? {
            (try await run("outbox", "list", "--as-of", "\(asOf)", "--json").json["owed"] as? [Any])?.count
        }
        #expect(try await owes(position) == 1)
        #expect(try await owes(position - 1) == 0)
        let first = try await run("reactions", "list", "--as-of", "0", "--json").json["reactions"] as? [Any]
        #expect(first?.isEmpty == true)

        // The same file again changes nothing.
        let again = try await run("reactions", "enable", reactions)
        #expect(again.status == 0 && again.output.contains("so already"))
        #expect(try await run("reactions", "enable", reactions, "--from", "0").status == 4)
        #expect(try await run("reactions", "disable", "accounts", "--reason", "moves").status == 0)
        #expect(try await run("reactions", "disable", "accounts", "--reason", "moves").status == 4)
        try await append("globex")
        #expect(try await run("outbox", "deliver", "--config", config).status == 0)
        #expect(try book().count == 1)
        // Again, with what was missed; what was delivered is not delivered twice.
        let from = try await run("reactions", "enable", reactions, "accounts", "--from", "0")
        #expect(from.status == 0, "\(from.errors)")
        #expect(try await run("outbox", "deliver", "--config", config, "--once").status == 0)
        #expect(try book().count == 3)
    }

    @Test func `A dead letter is seen, and resent`() async throws {
        let (_, config) = try await prepared()
        let broken = try write(
            "endpoints: [{ name: book, file: \(scratch.path("missing/book.jsonl")), retry: { attempts: 1 } }]\n",
            to: "broken.yaml")
        let failed = try await run("outbox", "deliver", "--config", broken, "--json")
        #expect(failed.status == 1 && failed.output.contains("\"dead\":1"))
        let dead = try await run("outbox", "list", "--dead", "--json").json
        let letters = try #require(dead["deadLetters"] as? [[String: Any]])
        #expect(letters.count == 1 && letters[0]["cause"] as? String == "exhausted" && dead["owed"] == nil)
        let key = try #require(letters[0]["key"] as? String)
        #expect(try await run("outbox", "list", "--dead").output.contains("exhausted"))
        #expect(try await run("outbox", "resend", "msg_nobody").status == 3)
        #expect(try await run("outbox", "resend").status == 2)
        #expect(try await run("outbox", "resend", key, "--reason", "the directory is there").status == 0)
        #expect(try await run("outbox", "deliver", "--config", config).status == 0)
        #expect(try book().count == 1)
        #expect(try await run("outbox", "resend", key).status == 3)
        #expect(try await run("outbox", "resend", "--all").status == 0)
    }

    @Test func `What is wrong has its place, and secrets stay out of it`() async throws {
        let wrong = try write("reactions:\n  - { name: r, version: 1, on: [quote.send], to: e }\n", to: "wrong.yaml")
        let run = try await Tool.run(["reactions", "validate", wrong])
        #expect(run.status == 2 && run.errors.contains("wrong.yaml:2:33: \"quote.send\" is no kind of event"))
        let good = Tool.fixture("reactions/reactions.yaml")
        let config = Tool.fixture("reactions/endpoints.yaml")
        let sound = try await Tool.run(["reactions", "validate", good, "--config", config])
        #expect(sound.status == 0 && sound.output.contains("erp-orders in version 1 is sound"))
        let other = try write("endpoints: [{ name: e, file: a }]\n", to: "other.yaml")
        let missing = try await Tool.run(["reactions", "validate", good, "--config", other])
        #expect(missing.status == 2 && missing.errors.contains("erp-orders goes to erp"))

        #expect(try await self.run("init", "--origin", "example.com/sales").status == 0)
        // No such rule, and one that tells nobody: neither ever raises an alert.
        for rule in ["quote-late", "follow-up-stale"] {
            let late = try write("reactions:\n  - { name: r, version: 1, alerts: [\(rule)], to: e }\n", to: "late.yaml")
            let unknown = try await self.run("reactions", "enable", late)
            #expect(unknown.status == 2, "\(unknown.errors)")
            #expect(
                unknown.errors.contains("late.yaml:2:37: \"\(rule)\" is no alert rule; there are commitment-overdue"))
        }
        #expect(try await self.run("reactions", "list", "--json").json["reactions"] as? [[String: String]] == [])
        let known = try write(
            "reactions:\n  - { name: r, version: 1, alerts: [quote-overdue], to: e }\n", to: "known.yaml")
        #expect(try await self.run("reactions", "enable", known).status == 0)
        let secret = try write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", to: "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
        let exposed = try write(
            "endpoints: [{ name: e, url: 'https://a.example', secrets: [{ file: \(secret) }] }]\n", to: "exposed.yaml")
        let refused = try await self.run("outbox", "deliver", "--config", exposed)
        #expect(refused.status == 2 && refused.errors.contains("chmod 600") && !refused.errors.contains("MfKQ"))
    }

    @Test func `Alert rules are held against a policy that is not in force yet`() async throws {
        let file = try write(
            "reactions:\n  - { name: r, version: 1, alerts: [quote-late], to: e }\n", to: "late.yaml")
        #expect(try await Tool.run(["reactions", "validate", file]).status == 0)
        let standard = Tool.fixture("policies/default.yaml")
        let unknown = try await Tool.run(["reactions", "validate", file, "--policy", standard])
        #expect(unknown.status == 2 && unknown.output == "", "\(unknown.output)")
        #expect(
            unknown.errors.contains("late.yaml:2:37: \"quote-late\" is no alert rule; there are commitment-overdue"))
        // The rule under another name, in a policy that nobody published.
        let text = try String(contentsOf: URL(filePath: standard), encoding: .utf8)
        let renamed = text.replacingOccurrences(of: "quote-overdue", with: "quote-late")
        #expect(renamed != text)
        let candidate = try write(renamed, to: "candidate.yaml")
        let sound = try await Tool.run(["reactions", "validate", file, "--policy", candidate, "--json"])
        #expect(sound.status == 0 && sound.output.contains("quote-late"), "\(sound.errors)")
        // A rule that tells nobody raises no alert.
        let silent = try write(
            "reactions:\n  - { name: r, version: 1, alerts: [follow-up-stale], to: e }\n", to: "silent.yaml")
        #expect(try await Tool.run(["reactions", "validate", silent, "--policy", standard]).status == 2)
        let broken = try write("policy: 1\n", to: "broken.yaml")
        let refused = try await Tool.run(["reactions", "validate", file, "--policy", broken])
        #expect(refused.status == 2 && refused.errors.contains("broken.yaml:1"), "\(refused.errors)")
        let missing = try await Tool.run(["reactions", "validate", file, "--policy", scratch.path("none.yaml")])
        #expect(missing.status != 0 && missing.errors.contains("none.yaml"))
    }

    @Test func `A restored trail asks before it delivers`() async throws {
        let (_, config) = try await prepared()
        #expect(try await run("outbox", "deliver", "--config", config).status == 0)
        try await append("globex")
        #expect(try await run("backup", scratch.path("backup")).status == 0)
        let restored = ["--trail", scratch.path("restored")]
        let restore = try await Tool.run(["restore", scratch.path("backup"), "--author", "ops:wu"] + restored)
        #expect(restore.status == 0, "\(restore.errors)")
        let refused = try await Tool.run(["outbox", "deliver", "--config", config] + restored)
        #expect(refused.status == 4 && refused.errors.contains("--resume-from"))
        #expect(try book().count == 1)
        let stated = try await Tool.run(
            ["outbox", "deliver", "--config", config, "--resume-from", "1000", "--json"] + restored)
        #expect(stated.status == 1 && stated.output.contains("\"dead\":1"))
        #expect(try book().count == 1)
    }
}
