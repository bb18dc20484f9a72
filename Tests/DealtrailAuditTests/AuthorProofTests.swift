import DealtrailLog
import DealtrailModel
import DealtrailProof
import DealtrailSales
import Testing

@testable import DealtrailAudit

/// What an author's signature proves, apart from what the log proves.
@Suite("Author proof")
struct AuthorProofTests {
    private let lin = Author("rep:lin", onBehalfOf: "manager:wu")

    private func signer(_ byte: UInt8) throws -> SignerKey {
        try SignerKey(name: "rep:lin", seed: Array(repeating: byte, count: 32))
    }

    private func publicKey(_ byte: UInt8) throws -> AuthorPublicKey {
        try #require(AuthorPublicKey(bytes: signer(byte).verifierKey.publicKey))
    }

    private func record(
        _ id: CommandID, origin: String = SoldTrail.origin, author: Author? = nil
    ) throws -> CommandRecord {
        try CommandRecord(
            Quote.changePrice("Q-1", line: "L-1", to: .yuan("92.50"), reason: "competitor offer"), origin: origin,
            id: id, author: author ?? lin, occurredAt: nil)
    }

    private func signature(_ record: CommandRecord, _ byte: UInt8) throws -> CommandSignature {
        try #require(
            CommandSignature(key: publicKey(byte), bytes: signer(byte).sign(record.signedMessage).payload))
    }

    /// A log that takes what it is given, as one does whose keeper lies.
    private func append(
        _ trail: SoldTrail, command: CommandRecord, signature: CommandSignature?, id: CommandID = "r-1",
        events: Int = 1, signs: Bool = true
    ) async throws -> UInt64 {
        let edits = try (0..<events).map { step in
            try NewEvent(
                QuoteLinePriceChanged(
                    quote: "Q-1", line: "L-1", product: "P-1", old: .yuan("97.00"), new: .yuan("92.50"),
                    reason: "competitor offer \(step)"))
        }
        let request = AppendRequest(
            edits, by: lin, id: id, command: command.canonical, signature: signature)
        let start = try await trail.log.append(request).positions.lowerBound
        if signs { _ = try await trail.checkpoint() }
        return start
    }

    /// A trail with a signed edit as its last event, whose keeper then puts another behind it, and signs that.
    private func extended(_ draft: (RecordedEvent) -> Draft) async throws -> (trail: SoldTrail, signed: UInt64) {
        let trail = try await SoldTrail()
        try await trail.add(AuthorKeyRegistered(author: "rep:lin", key: publicKey(7)), "k-1")
        let position = try await append(
            trail, command: record("r-1"), signature: signature(record("r-1"), 7), signs: false)
        let forged = try trail.forged { $0.position == position ? [Draft($0), draft($0)] : [Draft($0)] }
        _ = try await forged.checkpoint()
        return (forged, position)
    }

    private func history(_ trail: SoldTrail) throws -> AuditReport {
        try Auditor(policy: trail.policy, authorKeys: ["rep:lin": [publicKey(7)]])
            .check(AuditFile(trail.log.proof(ofHistory: "quote:Q-1").bytes))
    }

    private func verify(_ trail: SoldTrail) throws -> VerifyReport {
        try TrailVerifier(directory: trail.directory, policy: trail.policy, authorKeys: AuthorKeyRegister()).verify()
    }

    private func check(
        _ trail: SoldTrail, at position: UInt64, trusting keys: [UInt8] = [], requires: Bool = false
    ) throws -> AuditReport {
        let trusted = Set(try keys.map { try publicKey($0) })
        let auditor = Auditor(
            policy: trail.policy, authorKeys: trusted.isEmpty ? [:] : ["rep:lin": trusted], requiresAuthors: requires)
        return try auditor.check(AuditFile(trail.log.proof(ofEventAt: position).bytes))
    }

    private func expectRefused(_ part: String, _ body: () throws -> AuditReport) {
        do {
            _ = try body()
            Issue.record("it was believed: \(part)")
        } catch {
            #expect("\(error)".contains(part), "\(error)")
            #expect(AuditStatus(error) == .notProved, "\(error)")
        }
    }

    @Test("A signature of a key that the auditor trusts is proved, and the report says what it covers")
    func proved() async throws {
        let trail = try await SoldTrail()
        let position = try await append(trail, command: record("r-1"), signature: signature(record("r-1"), 7))
        let report = try check(trail, at: position, trusting: [8, 7], requires: true)
        #expect(report.events.map(\.authorProof) == [.proved(try publicKey(7))])
        #expect(report.text.contains("signed by the author, with the key \(try publicKey(7))"))
        #expect(report.text.contains("a signature covers the command: origin, id, author, time and arguments; not"))
        // What was asked for stands beside what was recorded.
        #expect(report.text.contains("asked for      quote.change-price, version 1: {"))
        #expect(report.events.first?.signedCommand?.arguments.contains("\"amount\":\"92.50\"") == true)
        let json = try JSONText.encode(report)
        #expect(json.contains("\"covers\":\"the command") && json.contains("\"state\":\"proved\""))
        #expect(json.contains("\"authorProof\":{\"command\":{\"arguments\":\"{"))
        #expect(json.contains("\"kind\":\"quote.change-price\""))
    }

    @Test("Without the author's key the report says that somebody signed, and not who")
    func unknownKey() async throws {
        let trail = try await SoldTrail()
        let position = try await append(trail, command: record("r-1"), signature: signature(record("r-1"), 7))
        #expect(try check(trail, at: position).events.map(\.authorProof) == [.keyNotKnown(try publicKey(7))])
        expectRefused("not shown to be signed by rep:lin") { try check(trail, at: position, requires: true) }
    }

    @Test("Attack: another author's key")
    func otherKey() async throws {
        let trail = try await SoldTrail()
        let position = try await append(trail, command: record("r-1"), signature: signature(record("r-1"), 8))
        expectRefused("none of those that you trust") { try check(trail, at: position, trusting: [7]) }
    }

    @Test("Attack: a signature of another command")
    func forged() async throws {
        let trail = try await SoldTrail()
        let position = try await append(trail, command: record("r-1"), signature: signature(record("r-2"), 7))
        expectRefused("is not that of the command there") { try check(trail, at: position) }
    }

    @Test("Attack: a signed command of another log, of another id, or of another author is put under the event")
    func transplanted() async throws {
        let others = [
            try record("r-1", origin: "example.com/other"), try record("r-9"),
            try record("r-1", author: Author("rep:chen")),
        ]
        for other in others {
            let trail = try await SoldTrail()
            let position = try await append(trail, command: other, signature: signature(other, 7))
            expectRefused("the command that is signed at") { try check(trail, at: position, trusting: [7]) }
        }
    }

    @Test("Attack: the signature is stripped; whoever demands one does not believe it")
    func stripped() async throws {
        let trail = try await SoldTrail()
        let position = try await append(trail, command: record("r-1"), signature: nil)
        #expect(try check(trail, at: position, trusting: [7]).events.map(\.authorProof) == [AuthorProof.none])
        expectRefused("not shown to be signed") { try check(trail, at: position, trusting: [7], requires: true) }
    }

    @Test("Attack: what was signed once is recorded a second time")
    func replayed() async throws {
        let (trail, position) = try await extended { .again($0) }
        expectRefused("r-1 leads the appends at positions \(position) and \(position + 1)") { try history(trail) }
        let report = try verify(trail)
        #expect(report.problems.map(\.check) == ["signature"], "\(report.problems)")
        #expect(report.problems.map(\.position) == [position + 1])
        #expect(report.problems.first?.detail.contains("at position \(position) already") == true)
        #expect(report.signatures?.signed == 1 && report.signatures?.invalid == 1)
    }

    @Test("Attack: an event that nobody signed is said to belong to the signed append in front of it")
    func attached() async throws {
        let (trail, position) = try await extended {
            var draft = Draft.again($0)
            (draft.index, draft.count) = (1, 2)
            return draft
        }
        expectRefused("is number 1 of 2 of its append, and position \(position) leads one of 1") { try history(trail) }
        let report = try verify(trail)
        #expect(report.problems.map(\.check) == ["order"], "\(report.problems)")
        #expect(report.problems.map(\.position) == [position + 1])
        #expect(report.problems.first?.detail.contains("event 1 of 2 of its append") == true)
    }

    @Test("Later events of an append are signed with the first: a history has it, a file of one event says where it is")
    func elsewhere() async throws {
        let trail = try await SoldTrail()
        let start = try await append(
            trail, command: record("r-1"), signature: signature(record("r-1"), 7), events: 2)
        #expect(try check(trail, at: start + 1).events.map(\.authorProof) == [.elsewhere(position: start)])
        expectRefused("leads the append") { try check(trail, at: start + 1, trusting: [7], requires: true) }
        let auditor = Auditor(policy: trail.policy, authorKeys: ["rep:lin": [try publicKey(7)]])
        let report = try auditor.check(AuditFile(trail.log.proof(ofHistory: "quote:Q-1").bytes))
        let proved = AuthorProof.proved(try publicKey(7))
        #expect(report.events.suffix(2).map(\.authorProof) == [proved, proved])
        #expect(report.events.first?.authorProof == AuthorProof.none)
    }

    @Test("A key on the command line is hexadecimal, a verifier key, or in a file")
    func arguments() throws {
        let (key, verifier) = (try publicKey(7), try signer(7).verifierKey)
        let keys = try AuthorKeyArgument.keys(["rep:lin=\(key)", "rep:lin=\(verifier)", "a=\(key)"])
        #expect(keys == ["rep:lin": [key], "a": [key]])
        for bad in ["", "rep:lin", "=\(key)", "rep:lin=", "rep:lin=/nowhere", "rep:lin=\(verifier)0"] {
            #expect(throws: FormatError.self) { try AuthorKeyArgument.keys([bad]) }
        }
        let missing = #expect(throws: FormatError.self) { try AuthorKeyArgument.keys(["rep:lin=/nowhere"]) }
        #expect(missing?.document == .keyFile && AuditStatus(missing ?? CancellationError()) == .keyMissing)
    }
}
