import Foundation
import Testing

@testable import DealtrailCLI

/// From a key to a proof that somebody else checks, with the real tools.
@Suite struct ProofTests {
    private func expect(
        _ run: Tool.Run, _ status: DealtrailCLI.ExitStatus, _ part: String, location: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status.rawValue, "\(run.output)\(run.errors)", sourceLocation: location)
        #expect(run.hasExited && run.output == "", sourceLocation: location)
        #expect(run.errors.hasPrefix("dealtrail"), "\(run.errors)", sourceLocation: location)
        #expect(run.errors.contains(part), "\(run.errors)", sourceLocation: location)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)", sourceLocation: location)
    }

    @Test func `A price edit is proved by its file and the key alone, to both tools alike`() async throws {
        let trail = try await SignedTrail()
        let file = try await trail.prove("--position", "13")
        let main = try await Tool.run(["check", file, "--key", trail.key])
        let small = try await Tool.run(Tool.checker, [file, "--key", trail.key])
        #expect(main.status == 0 && small.status == 0, "\(main.errors)\(small.errors)")
        #expect(main.output == small.output)
        #expect(main.output.contains("PROVED: this event is in the log example.com/sales"))
        #expect(main.output.contains("author         rep:lin (claimed), for manager:wu, through import"))
        #expect(main.output.contains("L-1 changed: 100.00 CNY -> 92.50 CNY (\"competitor offer\")"))
        let json = try await Tool.run(Tool.checker, [file, "--key", trail.key, "--json"]).json
        #expect(json["proves"] as? String == "event" && json["size"] as? Int == 25)
        let events = try #require(json["events"] as? [[String: Any]])
        #expect(events[0]["author"] as? String == "rep:lin" && events[0]["position"] as? Int == 13)
    }

    @Test func `The history of a quote is complete as of the checkpoint, and a shorter one is not believed`()
        async throws
    {
        let trail = try await SignedTrail()
        let file = try await trail.prove("--quote", "Q-1")
        let run = try await Tool.run(Tool.checker, [file, "--key", trail.key])
        #expect(run.output.contains("the whole history of quote:Q-1, revisions 0 to 2"), "\(run.errors)")
        #expect(run.output.contains("complete as of the checkpoint of 25 events, as stated by example.com/sales"))
        let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
        let last = try #require(lines.lastIndex { $0.hasPrefix("event ") })
        let cut = trail.path("cut")
        try (lines[..<last] + lines[(last + 2)...]).joined(separator: "\n")
            .write(toFile: cut, atomically: true, encoding: .utf8)
        expect(
            try await Tool.run(Tool.checker, [cut, "--key", trail.key]), .notProved,
            "the log's map of stream heads does not say that quote:Q-1 has 2 events")
        let absent = try await trail.prove("--quote", "Q-99")
        let nobody = try await Tool.run(["check", absent, "--key", trail.key])
        #expect(nobody.output.contains("there is no quote:Q-99 in the log"))
    }

    @Test func `Growth is proved from the checkpoint that the auditor kept`() async throws {
        let trail = try await SignedTrail()
        let old = trail.path("checkpoint")
        try await trail.grow()
        let new = try await trail.checkpoint("new")
        let growth = try await trail.prove("--consistency", "25")
        let same = try await trail.prove("--consistency", "25", "27")
        #expect(try Data(contentsOf: URL(filePath: growth)) == Data(contentsOf: URL(filePath: same)))
        let run = try await Tool.run(Tool.checker, [growth, "--key", trail.key, "--known-checkpoint", old])
        #expect(run.output.contains("only grew, from 25 to 27 events"), "\(run.errors)")
        let event = try await trail.prove("--position", "25")
        let known = ["--key", trail.key, "--known-checkpoint", old]
        expect(try await Tool.run(["check", event] + known), .notProved, "--consistency")
        let both = try await Tool.run(["check", event, "--consistency", growth] + known)
        #expect(both.output.contains("continues      your checkpoint of 25 events"), "\(both.errors)")
        let replayed = ["check", old, "--key", trail.key, "--known-checkpoint", new]
        expect(try await Tool.run(replayed), .historyChanged, "the one you know has 27")
    }

    @Test func `Keys: missing, exposed, of another log, never written over`() async throws {
        let trail = try await SignedTrail()
        expect(try await trail.run("checkpoint", "--key", trail.path("none")), .keyMissing, "no key file")
        let other = trail.path("other.key")
        let made = try await Tool.run(["keys", "generate", "--name", "example.com/other", "--out", other])
        #expect(made.status == 0 && made.output.hasPrefix("example.com/other+"))
        #expect(try await Tool.run(["keys", "show", other]).output == made.output)
        expect(try await trail.run("checkpoint", "--key", other), .keyOfOther, "the log is example.com/sales")
        expect(
            try await Tool.run(["keys", "generate", "--name", "example.com/other", "--out", other]), .refused,
            "never overwritten")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: other)
        expect(try await trail.run("checkpoint", "--key", other), .keyExposed, "has mode 644")
        expect(
            try await Tool.run(["keys", "generate", "--name", "a b", "--out", trail.path("bad")]), .usage, "space")
        #expect(try await trail.run("stat", "--json").json["events"] as? Int == 25, "nothing was appended")
    }

    @Test func `A verifier key that is not there, and one that does not read, are told with their file`() async throws {
        let trail = try await SignedTrail()
        let file = try await trail.prove("--position", "13")
        let (none, bad) = (trail.path("none.vkey"), trail.path("bad.vkey"))
        try "example.com+1+2\n".write(toFile: bad, atomically: true, encoding: .utf8)
        let log = ["--trail", trail.sample.path]
        let uses: [[String]] = [
            ["check", file, "--key"], ["verify"] + log + ["--key"],
            ["cosign", trail.path("checkpoint"), "--key", trail.path("log.key"), "--log-key"],
            ["checkpoint"] + log + ["--signer", "true", "--verifier-key"],
            ["check", file, "--key", trail.key, "--author-key"],
        ]
        let witness = try await Tool.run(
            ["keys", "generate", "--witness", "--name", "w", "--out", trail.path("w.key")])
        #expect(witness.status == 0)
        for use in uses {
            let arguments = use.map { $0 == trail.path("log.key") ? trail.path("w.key") : $0 }
            let prefix = use.last == "--author-key" ? "rep:lin=" : ""
            expect(try await Tool.run(arguments + [prefix + none]), .keyMissing, "no key file: there is no \(none)")
            expect(try await Tool.run(arguments + [prefix + bad]), .usage, "not a valid verifier key, line 1: \(bad)")
        }
        expect(try await Tool.run(Tool.checker, [file, "--key", none]), .keyMissing, "there is no \(none)")
        expect(try await Tool.run(Tool.checker, [none, "--key", trail.key]), .usage, "cannot be read: there is no")
        for (text, part) in [
            ("a\nb\n", "not a valid note, line 3: it ends here"), ("a\n\n", "line 3: no signature follows"),
            ("a\n1\n\n\u{2014} x y\n", "line 4: the signature is not padded base64"),
            ("a\n01\nAA==\n\n\u{2014} a AAAAAAA=\n", "not a valid checkpoint, line 2"),
        ] {
            let note = trail.path("note")
            try text.write(toFile: note, atomically: true, encoding: .utf8)
            expect(try await Tool.run(Tool.checker, [note, "--key", trail.key]), .usage, part)
        }
        try Data([0x61, 0x0a, 0xff, 0x0a, 0x0a, 0x0a]).write(to: URL(filePath: trail.path("note")))
        expect(
            try await Tool.run(Tool.checker, [trail.path("note"), "--key", trail.key]), .usage,
            "line 2: it is not UTF-8")
    }

    @Test func `The private key is nowhere in the trail`() async throws {
        let trail = try await SignedTrail()
        let text = try String(contentsOfFile: trail.path("log.key"), encoding: .utf8)
        let encoded = try #require(text.trimmingCharacters(in: .newlines).split(separator: "+", maxSplits: 4).last)
        let secret = try #require(Data(base64Encoded: String(encoded))).dropFirst()
        #expect(secret.count == 32)
        let names = try FileManager.default.subpathsOfDirectory(atPath: trail.sample.path)
        #expect(names.contains { $0.hasSuffix(".checkpoint") })
        for name in names {
            guard let content = FileManager.default.contents(atPath: trail.sample.path + "/" + name) else { continue }
            #expect(content.range(of: secret) == nil && content.range(of: Data(encoded.utf8)) == nil, "\(name)")
        }
    }

    @Test(.enabled(if: SystemCalls.canTrace, "strace is not installed, or may not trace here"))
    func `What is signed is on disk before it is signed`() async throws {
        let trail = try await SignedTrail()
        try await trail.grow()
        let calls = try await SystemCalls.traced([
            "checkpoint", "--trail", trail.sample.path, "--key", trail.path("log.key"),
        ])
        let signed = try #require(calls.firstIndex { $0.contains("checkpoints/") && $0.contains(".checkpoint.") })
        let writes = calls.indices.filter { SystemCalls.writes(calls[$0], to: "/log/data.mdb") }
        let last = try #require(writes.last)
        #expect(last < signed, "\(calls)")
        // The pages are synced; the meta page behind them is written through (O_DSYNC), or synced as well.
        let synced = try #require(calls.indices.last { SystemCalls.syncs(calls[$0], "/log/data.mdb") })
        #expect(synced > (writes.dropLast().last ?? 0) && synced < signed, "\(calls)")
        #expect(synced > last || calls.contains { $0.contains("/log/data.mdb") && $0.contains("O_DSYNC") }, "\(calls)")
    }

    @Test func `What cannot be committed is not signed`() async throws {
        let trail = try await SampleTrail(events: nil, options: ["--map-size", "256K"])
        let key = trail.scratch.path("log.key")
        _ = try await Tool.run(["keys", "generate", "--name", "example.com/sales", "--out", key])
        // Until there is no room for one event.
        var lines = 0
        for count in [1_000, 100, 10, 1] {
            var status: Int32 = 0
            while status == 0 {
                let batch = (lines..<lines + count).map { SampleTrail.line("n-\($0)") }.joined()
                status = try await trail.run("append", input: batch).status
                lines += count
            }
            #expect(status == DealtrailCLI.ExitStatus.full.rawValue)
        }
        let run = try await trail.run("checkpoint", "--key", key)
        expect(run, .full, "grow")
        let files = try FileManager.default.contentsOfDirectory(atPath: trail.path + "/checkpoints")
        #expect(!files.contains { $0.hasSuffix(".checkpoint") }, "\(files)")
    }

    @Test func `A proof from another log, a forged one and a file that is none each have their code`() async throws {
        let trail = try await SignedTrail()
        let file = try await trail.prove("--position", "13")
        let stranger = try await Tool.run(
            ["keys", "generate", "--name", "example.com/other", "--out", trail.path("other.key")])
        let otherKey = stranger.output.trimmingCharacters(in: .newlines)
        expect(try await Tool.run(["check", file, "--key", otherKey]), .otherLog, "the key is of example.com/other")
        let same = try await Tool.run(
            ["keys", "generate", "--name", "example.com/sales", "--out", trail.path("same.key")])
        expect(
            try await Tool.run(["check", file, "--key", same.output.trimmingCharacters(in: .newlines)]), .notProved,
            "no trusted signature")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let forged = trail.path("forged")
        try text.replacing("index 13", with: "index 12").write(toFile: forged, atomically: true, encoding: .utf8)
        expect(try await Tool.run(["check", forged, "--key", trail.key]), .notProved, "rootMismatch")
        try text.replacing("index 13", with: "index 013").write(toFile: forged, atomically: true, encoding: .utf8)
        for tool in [Tool.executable, Tool.checker] {
            let arguments = (tool == Tool.executable ? ["check"] : []) + [forged, "--key", trail.key]
            expect(try await Tool.run(tool, arguments), .usage, "not a valid proof, line 3")
            let nobody = (tool == Tool.executable ? ["check"] : []) + [forged]
            expect(try await Tool.run(tool, nobody), .usage, "whom do you trust?")
            let nothing = (tool == Tool.executable ? ["check"] : []) + [trail.path("no"), "--key", trail.key]
            #expect(try await Tool.run(tool, nothing).status != 0)
        }
    }

    @Test func `What no checkpoint holds cannot be proved yet`() async throws {
        let trail = try await SignedTrail()
        expect(try await trail.run("prove", "--position", "25"), .notFound, "sign one with `dealtrail checkpoint`")
        expect(
            try await trail.run("prove", "--position", "1", "--checkpoint", "7"), .notFound, "the last ones are 25")
        expect(try await trail.run("prove"), .usage, "what is to be proved?")
        let unsigned = try await SampleTrail()
        expect(try await unsigned.run("prove", "--position", "1"), .notFound, "nothing was signed yet")
    }

    @Test func `A trail that went on from an older backup is refused with the checkpoint that was kept`() async throws {
        let trail = try await SignedTrail()
        let backup = trail.path("backup")
        _ = try await trail.run("backup", backup)
        try await trail.grow()
        let known = try await trail.checkpoint("new")
        let onBackup = ["--trail", backup, "--known-checkpoint", known]
        expect(try await Tool.run(["log"] + onBackup), .historyChanged, "the log was rolled back")
        let rolledBack = try await Tool.run(["verify"] + onBackup)
        #expect(rolledBack.status == 1 && rolledBack.output.contains("known"), "\(rolledBack.output)")
        let lines = (0..<4).map { SampleTrail.line("other-\($0)") }.joined()
        _ = try await Tool.run(["append", "--trail", backup], input: lines)
        expect(try await Tool.run(["log"] + onBackup), .historyChanged, "the log was forked")
        #expect(try await Tool.run(["verify"] + onBackup).output.contains("have root"))
        #expect(try await trail.run("verify", "--known-checkpoint", known, "--key", trail.key).status == 0)
    }

    @Test func `Witnesses sign what continues, and are counted against the policy`() async throws {
        let trail = try await SignedTrail()
        var policy = "log \(trail.key)\n"
        for name in ["w1", "w2", "w3"] {
            let made = try await Tool.run(
                ["keys", "generate", "--witness", "--name", "\(name).example", "--out", trail.path("\(name).key")])
            policy += "witness \(name) \(made.output)"
        }
        policy += "group outside 2 w1 w2 w3\nquorum outside\n"
        try policy.write(toFile: trail.path("policy"), atomically: true, encoding: .utf8)
        func cosign(_ name: String, _ file: String, _ more: [String] = []) async throws -> Tool.Run {
            try await Tool.run(
                ["cosign", file, "--key", trail.path("\(name).key"), "--log-key", trail.key] + more
                    + ["--out", trail.path("\(name).signed")])
        }
        let first = trail.path("checkpoint")
        #expect(try await cosign("w1", first).status == 0)
        let merged = try await trail.run("checkpoint", "--merge", trail.path("w1.signed"))
        #expect(merged.output.contains("w1.example"), "\(merged.errors)")
        var proof = try await trail.prove("--position", "13")
        expect(
            try await Tool.run(Tool.checker, [proof, "--policy", trail.path("policy")]), .tooFewWitnesses,
            "cosigned by 1 of 3, and 2 of w1, w2, w3 must have")
        #expect(try await cosign("w3", first).status == 0)
        _ = try await trail.run("checkpoint", "--merge", trail.path("w3.signed"))
        proof = try await trail.prove("--position", "13")
        let run = try await Tool.run(Tool.checker, [proof, "--policy", trail.path("policy")])
        #expect(run.status == 0 && run.output.contains("witnessed by   w3"), "\(run.errors)")
        // A later one is cosigned only with the proof that it continues the first.
        try await trail.grow()
        let second = try await trail.checkpoint("second")
        expect(try await cosign("w1", second, ["--known-checkpoint", first]), .notProved, "--consistency")
        let growth = try await trail.prove("--consistency", "25")
        #expect(try await cosign("w1", second, ["--known-checkpoint", first, "--consistency", growth]).status == 0)
        expect(try await cosign("w1", first, ["--known-checkpoint", second]), .historyChanged, "rolled back")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/openssl"), "openssl is not installed"))
    func `A key that this tool never sees signs through a command`() async throws {
        let trail = try await SampleTrail()
        let key = trail.scratch.path("key.pem")
        let made = try await Tool.run(
            URL(filePath: "/usr/bin/openssl"), ["genpkey", "-algorithm", "ed25519", "-out", key])
        try #require(made.status == 0, "\(made.errors)")
        let script = Tool.package.appending(path: "docs/examples/openssl-signer.sh").path()
        let printed = try await Tool.run(
            URL(filePath: "/bin/bash"), [script, "verifier", "example.com/sales", key])
        let verifier = printed.output.trimmingCharacters(in: .newlines)
        let command = "bash '\(script)' sign example.com/sales '\(key)'"
        let signed = try await trail.run("checkpoint", "--signer", command, "--verifier-key", verifier)
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(try await trail.run("verify", "--key", verifier).status == 0)
        for (bad, part) in [
            ("false", "ended with status 1"), ("true", "did not print one line"), ("echo hello", "em dash"),
            // Another size is signed than the one that was asked for.
            ("tr 0123456789 1234567890 | bash '\(script)' sign example.com/sales '\(key)'", "signature"),
        ] {
            _ = try await trail.run("append", input: SampleTrail.line(bad))
            let run = try await trail.run("checkpoint", "--signer", bad, "--verifier-key", verifier)
            #expect(run.status != 0 && run.errors.contains(part), "\(bad): \(run.errors)")
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: trail.path + "/checkpoints")
        #expect(files.count { $0.hasSuffix(".checkpoint") } == 1, "\(files)")
    }

    @Test func `The tool for auditors has no database in it`() throws {
        func holds(_ tool: URL, _ name: String) throws -> Bool {
            try Data(contentsOf: tool).range(of: Data(name.utf8)) != nil
        }
        for name in ["mdb_env_open", "liblmdb", "mdb_txn_begin"] {
            #expect(try !holds(Tool.checker, name), "\(name)")
        }
        #expect(try holds(Tool.executable, "mdb_env_open"), "the name is found where it is")
    }

    @Test func `An export is written, and a checkpoint in it checks`() async throws {
        let trail = try await SignedTrail()
        let run = try await trail.run("export", "--tiles", trail.path("tiles"), "--json")
        #expect((try run.json["facts"] as? [String: String])?["files"] == "3", "\(run.errors)")
        let check = try await Tool.run(Tool.checker, [trail.path("tiles/checkpoint"), "--key", trail.key])
        #expect(check.output.contains("has signed this checkpoint"), "\(check.errors)")
        #expect(FileManager.default.fileExists(atPath: trail.path("tiles/tile/entries/000.p/25")))
    }
}
