import Foundation
import Testing

@testable import DealtrailCLI

/// Commands of the domain from the tool, through the real log.
@Suite struct DoTests {
    private let trail: SampleTrail

    init() async throws {
        trail = try await SampleTrail()
    }

    /// Asks for something as `rep:lin`, unless it says for whom.
    private func ask(_ arguments: String..., input: String = "", author: String = "rep:lin") async throws -> Tool.Run {
        try await Tool.run(
            ["do", "--trail", trail.path] + arguments, input: input, environment: ["DEALTRAIL_AUTHOR": author])
    }

    private func events(_ run: Tool.Run) throws -> [String] {
        let events = try #require(try run.json["events"] as? [[String: Any]], "\(run.errors)\(run.output)")
        return events.compactMap { $0["kind"] as? String }
    }

    // MARK: - Outcomes

    @Test func `What is accepted says what followed, and the same identifier asks once`() async throws {
        let capture = ["lead.capture", "--set", "lead=L-1", "--set", "source=fair", "--set", "score=84.5", "--json"]
        let run = try await Tool.run(
            ["do", "--trail", trail.path, "--author", "rep:lin", "--id", "c-1"] + capture)
        let json = try run.json
        #expect(run.status == 0 && run.errors == "")
        #expect(json["report"] as? String == "command" && json["outcome"] as? String == "accepted")
        #expect(json["command"] as? String == "lead.capture" && json["commandID"] as? String == "c-1")
        #expect(json["author"] as? String == "rep:lin" && json["signed"] as? Bool == false)
        #expect(try events(run) == ["lead.captured"])
        let again = try await Tool.run(
            ["do", "--trail", trail.path, "--author", "rep:lin", "--id", "c-1"] + capture)
        #expect(try again.json["events"] as? [[String: String]] == json["events"] as? [[String: String]])
        let unchanged = try await ask(
            "lead.capture", "--set", "lead=L-1", "--set", "source=fair", "--set", "score=84.5")
        #expect(unchanged.status == 0 && unchanged.output.hasPrefix("Accepted; there was nothing to change"))
        let shown = try await trail.run("show", "24", "--json").json
        let payload = try #require(shown["payload"] as? [String: Any])
        #expect(payload["grade"] as? String == "B" && payload["policyVersion"] as? String == "standard-2")
    }

    @Test func `What is refused says which rule in which version looked at what, and is recorded`() async throws {
        let run = try await ask("touchpoint.complete", "--set", "touchpoint=T-1", "--json")
        #expect(run.status == DealtrailCLI.ExitStatus.refused.rawValue && run.errors == "")
        let refusal = try #require(try run.json["refusal"] as? [String: Any])
        #expect(refusal["rule"] as? String == "touchpoint.unknown" && refusal["version"] as? String == "standard-2")
        #expect(refusal["inputs"] as? [String: String] == ["touchpoint": "T-1"])
        #expect(refusal["position"] as? Int == 24)
        let text = try await ask("touchpoint.complete", "--set", "touchpoint=T-1")
        #expect(text.output.contains("touchpoint.unknown") && text.output.hasPrefix("Refused"))
        let log = try await trail.run("log", "--kind", "command.refused", "--tag", "rule:touchpoint.unknown")
        #expect(log.output.contains("2 events"))
    }

    // MARK: - Fields

    @Test func `A field is read as what it wants to be`() async throws {
        let scan = trail.scratch.path("scan.pdf")
        try Data("scan".utf8).write(to: URL(filePath: scan))
        let complaint = #"{"complaint":"K-1","account":"acme","topic":"delay","product":"P-1"}"#
        let file = trail.scratch.path("complaint.json")
        try Data(complaint.utf8).write(to: URL(filePath: file))
        #expect(
            try await ask("lead.capture", "--set", "lead=7", "--set", "source=2026", "--set", "score=90").status == 0)
        // A list, in both forms; a whole number where a decimal is wanted; a text that looks like a number.
        for candidates in ["rep:chen,rep:lin", #"["rep:chen","rep:lin"]"#] {
            let run = try await ask(
                "lead.assign", "--set", "lead=7", "--set", "rule=lead-b", "--set", "candidates=\(candidates)", "--set",
                "reason=again", "--json")
            #expect(run.status == 0, "\(run.errors)")
        }
        let call = try await ask(
            "call.connect", "--set", "call=1", "--set", "account=acme", "--set", "seconds=340", "--attach",
            "evidence=\(scan)", "--occurred-at", "2026-03-02T10:00:00+08:00", "--on-behalf-of", "rep:chen", "--json")
        #expect(try call.json["onBehalfOf"] as? String == "rep:chen")
        let log = try await trail.run("log", "--kind", "call.connected", "--json").json
        let data = try #require(log["data"] as? [String: Any])
        #expect(data["seconds"] as? Int == 340 && data["call"] as? String == "1")
        #expect(log["time"] as? String == "2026-03-02T10:00:00+08:00")
        let digest = try #require(data["evidence"] as? String)
        let blobs = try FileManager.default.subpathsOfDirectory(atPath: trail.path + "/blobs")
        #expect(blobs.contains { $0.hasSuffix(digest) })
        // From a file and from standard input; what is set counts.
        let filed = try await ask("complaint.record", "--from", file, "--set", "topic=packaging", "--json")
        #expect(try events(filed) == ["complaint.recorded"])
        let recorded = try await trail.run("log", "--kind", "complaint.recorded", "--json").json["data"]
        #expect((recorded as? [String: Any])?["topic"] as? String == "packaging")
        #expect((recorded as? [String: Any])?["product"] as? String == "P-1")
        let order = #"{"order":"SO-9","account":"acme","amount":{"amount":"5.00","currency":"CNY"}}"#
        let piped = try await ask("order.place", "--from", "-", "--json", input: order)
        #expect(try events(piped) == ["order.placed"])
        for bad in ["[]", "{", "7"] {
            let run = try await ask("order.place", "--from", "-", input: bad)
            #expect(run.status == DealtrailCLI.ExitStatus.usage.rawValue && run.errors.contains("one JSON object"))
        }
    }

    @Test(arguments: [
        (["do"], "Which command? `dealtrail do --list` has them all"),
        (["do", "lead.asign"], "there is no command lead.asign; there are lead.assign, lead.capture"),
        (["do", "x.y"], "there is no command x.y; `dealtrail do --list` has them all"),
        (["do", "policy.publish"], "policy.publish is done by `dealtrail policy publish`"),
        (["do", "subject.erase"], "subject.erase is done by `dealtrail erase`"),
        (
            ["do", "lead.assign", "--set", "rule=lead-b"],
            "lead.assign needs the field \"lead\"; it takes lead [owner] [rule] [candidates:list] [reason]"
        ),
        (
            ["do", "lead.assign", "--set", "lead=L", "--set", "ruel=x"],
            "lead.assign has no field \"ruel\"; it has lead"
        ),
        (["do", "lead.contact", "--set", "lead"], "\"lead\" is not FIELD=VALUE, such as --set quote=Q-17"),
        (["do", "lead.contact", "--set", "=L"], "\"=L\" is not FIELD=VALUE"),
        (["do", "call.connect", "--set", "call=C", "--set", "seconds=x"], "the field \"seconds\" of call.connect: "),
        (
            ["do", "call.connect", "--set", "call=C", "--set", "evidence=abc"],
            "the field \"evidence\" of call.connect: a digest is 32 bytes"
        ),
        (
            [
                "do", "touchpoint.open", "--set", "due=tomorrow", "--set", "touchpoint=T", "--set", "opportunity=O",
                "--set", "step=s",
            ],
            "the field \"due\" of touchpoint.open: \"tomorrow\" is not an RFC 3339 time"
        ),
        (["do", "lead.contact", "--from", "/no/such/file"], "cannot read /no/such/file"),
        (["do", "lead.contact", "--attach", "lead=/no/such/file"], "cannot read /no/such/file"),
    ])
    func `What does not read is told in one line, and nothing is recorded`(_ line: [String], _ part: String)
        async throws
    {
        let run = try await Tool.run(line + ["--trail", trail.path])
        #expect(run.status == DealtrailCLI.ExitStatus.usage.rawValue && run.output == "", "\(run.output)")
        #expect(run.errors.contains(part) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(try await trail.run("stat", "--json").json["events"] as? Int == 24)
    }

    @Test func `The list has every command that needs only its fields, with them`() async throws {
        let run = try await Tool.run(["do", "--list"])
        // Every command has its golden bytes; twelve are done elsewhere.
        let golden = try FileManager.default.contentsOfDirectory(atPath: Tool.fixture("commands"))
        #expect(run.status == 0 && run.lines == run.lines.sorted(), "\(run.errors)")
        #expect(run.lines.count == golden.count - 12)
        #expect(run.lines.contains("quote.accept quote [version:number]"))
        #expect(run.lines.contains("approval.decide approval decision:approved|rejected [comment]"))
        #expect(!run.output.contains("subject.erase") && !run.output.contains("message.record-dead"))
        let family = try await Tool.run(["do", "--list", "lead."])
        #expect(family.lines.count == 7 && family.lines.allSatisfy { $0.hasPrefix("lead.") })
        #expect(try await Tool.run(["do", "--list", "x."]).status == DealtrailCLI.ExitStatus.usage.rawValue)
    }

    // MARK: - Through the log

    @Test func `An invoice waits for the scan, and a delegate decides while his authority lasts`() async throws {
        func done(_ arguments: String..., author: String = "rep:lin") async throws {
            let run = try await Tool.run(
                ["do", "--trail", trail.path] + arguments, environment: ["DEALTRAIL_AUTHOR": author])
            try #require(run.status == 0, "\(arguments): \(run.errors)\(run.output)")
        }
        let scan = trail.scratch.path("scan.pdf")
        try Data("scan".utf8).write(to: URL(filePath: scan))
        try await done("account.create", "--set", "account=initech", "--set", "owner=rep:lin")
        try await done("quote.create", "--set", "quote=Q-9", "--set", "account=initech", "--set", "currency=CNY")
        try await done(
            "quote.add-line", "--set", "quote=Q-9", "--set", "line=L-1", "--set", "product=P-1", "--set", "quantity=1",
            "--set", "unitPrice=1000 CNY")
        try await done(
            "approval.request", "--set", "approval=A-1", "--set", "quote=Q-9", "--set", "customer=initech", "--set",
            "standardQuote=1000 CNY", "--set", "requestedDiscount=1", "--set", "expectedMargin=20", "--set",
            "riskNote=none", "--set",
            """
            approvers=[{"role":"regional-manager","person":"m:wu"},{"role":"finance-supervisor","person":"f:zhao"},\
            {"role":"general-manager","person":"gm:qian"}]
            """)
        let decide = ["approval.decide", "--set", "approval=A-1", "--set", "decision=approved"]
        let early = try await ask(decide[0], decide[1], decide[2], decide[3], decide[4], author: "d:xu")
        #expect(early.status == DealtrailCLI.ExitStatus.refused.rawValue && early.output.contains("not-your-step"))
        try await done(
            "authority.delegate", "--set", "delegation=D-1", "--set", "to=d:xu", "--set",
            "validUntil=2200-01-01T00:00:00Z", author: "m:wu")
        try await done("approval.decide", "--set", "approval=A-1", "--set", "decision=approved", author: "d:xu")
        let decided = try await trail.run("log", "--kind", "approval.step-decided", "--tag", "approver:d:xu", "--json")
        let data = try #require(try decided.json["data"] as? [String: Any], "\(decided.errors)")
        #expect(data["approver"] as? String == "m:wu" && data["delegate"] as? String == "d:xu")
        try await done("approval.decide", "--set", "approval=A-1", "--set", "decision=approved", author: "f:zhao")
        try await done("approval.decide", "--set", "approval=A-1", "--set", "decision=approved", author: "gm:qian")
        try await done("quote.send", "--set", "quote=Q-9")
        try await done("contract.sign", "--set", "contract=C-9", "--set", "quote=Q-9", "--set", "amount=1000 CNY")
        let invoice = ["invoice.request", "--set", "invoice=I-1", "--set", "contract=C-9", "--set", "amount=1000 CNY"]
        let gate = try await Tool.run(["do", "--trail", trail.path, "--author", "rep:lin", "--json"] + invoice)
        let refusal = try #require(try gate.json["refusal"] as? [String: Any])
        #expect(refusal["rule"] as? String == "gate.invoice")
        try await done(
            "contract.attach-evidence", "--set", "contract=C-9", "--set", "evidence=contract-scan", "--attach",
            "digest=\(scan)")
        let asked = try await Tool.run(["do", "--trail", trail.path, "--author", "rep:lin", "--json"] + invoice)
        #expect(try events(asked) == ["invoice.requested"])
        #expect(try await trail.run("verify").status == 0)
    }

    @Test func `A release for want of interaction asks the deadline of the policy`() async throws {
        for arguments in [
            ["account.create", "--set", "account=pooled"], ["account.claim", "--set", "account=pooled"],
        ] {
            let run = try await Tool.run(["do", "--trail", trail.path, "--author", "rep:lin"] + arguments)
            try #require(run.status == 0, "\(run.errors)\(run.output)")
        }
        let idle = try await ask("account.release", "--set", "account=pooled", "--set", "cause=inactivity", "--json")
        let refusal = try #require(try idle.json["refusal"] as? [String: Any], "\(idle.errors)")
        #expect(refusal["rule"] as? String == "account.not-idle")
        #expect((refusal["inputs"] as? [String: String])?["phase"] == "running")
        let back = try await ask(
            "account.release", "--set", "account=pooled", "--set", "cause=handed-back", "--set", "reason=too far",
            "--json")
        #expect(try events(back) == ["account.released"])
    }

    @Test func `A command is signed with the author's key`() async throws {
        let key = trail.scratch.path("lin")
        let made = try await Tool.run(["keys", "generate", "--name", "rep:lin", "--out", key])
        try Data(made.output.utf8).write(to: URL(filePath: key + ".pub"))
        let registered = try await Tool.run(
            ["keys", "register", "--trail", trail.path, "--author", "rep:lin", "--public-key", key + ".pub"])
        try #require(registered.status == 0, "\(registered.errors)")
        let run = try await ask(
            "lead.capture", "--set", "lead=L-1", "--set", "source=fair", "--sign-with", key, "--json")
        #expect(try run.json["signed"] as? Bool == true)
        let signatures = try await trail.run("verify", "--signatures", "--json").json["signatures"] as? [String: Any]
        #expect(signatures?["signed"] as? Int == 1 && signatures?["invalid"] as? Int == 0)
    }
}
