import Dealtrail
import DealtrailAudit
import Foundation
import Testing

/// The file of a signed event, with what its log says of the author's keys.
@Suite("Proofs of signed events")
struct SignedEventProofTests {
    private let lin = Author("rep:lin")

    private func signer(_ byte: UInt8, _ name: String = "rep:lin") throws -> SignerKey {
        try SignerKey(name: name, seed: Array(repeating: byte, count: 32))
    }

    private func publicKey(_ byte: UInt8) throws -> AuthorPublicKey {
        try #require(AuthorPublicKey(bytes: signer(byte).verifierKey.publicKey))
    }

    private var logKey: SignerKey { get throws { try signer(77, "example.com/test") } }

    /// A trail with a key of Lin, at position 1, and a checkpoint after `body`.
    private func withTrail(_ body: (Trail) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("dealtrail-signed-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: lin, options: TrailOptions(mapSize: 1 << 28))
        #expect(try await handle(AuthorKey.register(try publicKey(1), of: "rep:lin"), "k-1", with: nil, trail) == 1)
        try await body(trail)
        try await trail.close()
    }

    @discardableResult
    private func handle(
        _ command: some Command, _ id: CommandID, with seed: UInt8?, _ trail: Trail
    ) async throws -> UInt64 {
        let signature = try seed.map { try signer($0).sign(trail.command(command, by: lin, id: id)) }
        let handled = try await trail.handle(command, by: lin, id: id, signature: signature)
        #expect(handled.refusal == nil)
        return try #require(handled.receipt).positions.lowerBound
    }

    private func sign(_ trail: Trail) async throws -> SignedCheckpoint {
        try await trail.log.checkpoint(by: Author("ops:signer"), signer: logKey)
    }

    private func create(_ account: AccountID) -> Account.Create { Account.create(account, owner: "rep:lin") }

    private func check(
        _ proof: SignedEventProof, trusting seed: UInt8? = nil, requires: Bool = false
    ) throws -> AuditReport {
        let keys: [ActorID: Set<AuthorPublicKey>] = try seed.map { ["rep:lin": [try publicKey($0)]] } ?? [:]
        let auditor = Auditor(
            policy: TrustPolicy(log: try logKey.verifierKey), authorKeys: keys, requiresAuthors: requires)
        // Through the bytes, as an auditor gets it.
        return try auditor.check(AuditFile(proof.bytes))
    }

    private func expectRefused(_ part: String, _ body: () throws -> AuditReport) {
        do {
            let report = try body()
            Issue.record("it was believed: \(report.text)")
        } catch {
            #expect("\(error)".contains(part), "\(error)")
            #expect(AuditStatus(error) == .notProved, "\(error)")
        }
    }

    @Test("It says where the log registered the key, apart from a key that the auditor has himself")
    func registered() async throws {
        try await withTrail { trail in
            let position = try await handle(create("a-1"), "r-1", with: 1, trail)
            // What comes later changes nothing: it was in force then.
            try await handle(AuthorKey.revoke(try publicKey(1), of: "rep:lin", reason: "lost"), "k-2", with: 1, trail)
            _ = try await sign(trail)
            let proof = try #require(try trail.proof(ofSignedEventAt: position))
            #expect(try SignedEventProof(proof.bytes) == proof && proof.first == nil)
            let report = try check(proof)
            let key = try publicKey(1)
            #expect(report.events.map(\.authorProof) == [.registered(key, author: "rep:lin", position: 1)])
            #expect(report.text.contains("signed by a key that this log registered for rep:lin at position 1: \(key)"))
            let json = try JSONText.encode(report)
            #expect(json.contains("\"registeredAt\":1") && json.contains("\"state\":\"registered\""))
            #expect(try check(proof, trusting: 1, requires: true).events.map(\.authorProof) == [.proved(key)])
            expectRefused("none of those that you trust") { try check(proof, trusting: 2) }
            expectRefused("not shown to be signed by rep:lin") { try check(proof, requires: true) }
        }
    }

    @Test("After a rotation the position is that of the rotation")
    func rotated() async throws {
        try await withTrail { trail in
            let rotation = try await handle(
                AuthorKey.rotate(to: try publicKey(2), of: "rep:lin"), "k-2", with: 1, trail)
            let position = try await handle(create("a-1"), "r-1", with: 2, trail)
            _ = try await sign(trail)
            let proof = try #require(try trail.proof(ofSignedEventAt: position))
            #expect(try check(proof).events.first?.authorProof.registration == rotation)
        }
    }

    @Test("An event behind the first of its append brings that one along; one that nobody signed has no such file")
    func laterEvent() async throws {
        try await withTrail { trail in
            try await handle(create("a-0"), "r-0", with: nil, trail)
            let unsigned = try trail.log.head().size - 1
            let record = try trail.command(create("a-1"), by: lin, id: "r-1")
            let events = try (0..<2).map {
                try NewEvent(AccountCreated(account: AccountID("a-1\($0)"), owner: "rep:lin"))
            }
            let request = AppendRequest(
                events, by: lin, id: "r-1", command: record.canonical, signature: try signer(1).sign(record))
            let start = try await trail.log.append(request).positions.lowerBound
            _ = try await sign(trail)
            #expect(try trail.proof(ofSignedEventAt: unsigned) == nil)
            let proof = try #require(try trail.proof(ofSignedEventAt: start + 1))
            #expect(proof.first?.index == start)
            #expect(try check(proof).events.map(\.recorded.position) == [start + 1])
            #expect(try check(proof).events.first?.authorProof.registration == 1)
            let alone = SignedEventProof(event: proof.event, first: nil, keys: proof.keys)
            expectRefused("does not lead the append") { try check(alone) }
            let other = try trail.log.proof(ofEventAt: unsigned)
            let wrong = ProvedLeaf(event: other.event, index: other.index, path: other.path)
            expectRefused("does not lead the append") {
                try check(SignedEventProof(event: proof.event, first: wrong, keys: proof.keys))
            }
        }
    }

    @Test("Attack: a key that nobody registered, and one that was out of force")
    func notInForce() async throws {
        try await withTrail { trail in
            try await handle(AuthorKey.rotate(to: try publicKey(2), of: "rep:lin"), "k-2", with: 1, trail)
            for (id, seed, words) in [(CommandID("f-1"), UInt8(9), "was not registered"), ("f-2", 1, "out of force")] {
                // A log that takes what it is given.
                let record = try trail.command(create("acme"), by: lin, id: id)
                let event = try NewEvent(AccountCreated(account: "acme", owner: "rep:lin"))
                let request = AppendRequest(
                    [event], by: lin, id: id, command: record.canonical, signature: try signer(seed).sign(record))
                let position = try await trail.log.append(request).positions.lowerBound
                _ = try await sign(trail)
                let proof = try #require(try trail.proof(ofSignedEventAt: position))
                expectRefused(words) { try check(proof) }
                // Also by an auditor who trusts the key to be Lin's: it may have been stolen since.
                expectRefused(words) { try check(proof, trusting: seed, requires: true) }
            }
        }
    }

    @Test("Attack: the revocation is left out, or the keys of somebody else are put in its place")
    func hidden() async throws {
        try await withTrail { trail in
            try await handle(AuthorKey.revoke(try publicKey(1), of: "rep:lin", reason: "lost"), "k-2", with: 1, trail)
            let record = try trail.command(create("acme"), by: lin, id: "f-1")
            let event = try NewEvent(AccountCreated(account: "acme", owner: "rep:lin"))
            let request = AppendRequest(
                [event], by: lin, id: "f-1", command: record.canonical, signature: try signer(1).sign(record))
            let position = try await trail.log.append(request).positions.lowerBound
            _ = try await sign(trail)
            let proof = try #require(try trail.proof(ofSignedEventAt: position))
            let (keys, event0) = (proof.keys, proof.event)
            let cut = HistoryProof(
                stream: keys.stream, events: keys.events.dropLast(), heads: keys.heads, map: keys.map,
                checkpoint: keys.checkpoint)
            expectRefused("map of stream heads") { try check(SignedEventProof(event: event0, first: nil, keys: cut)) }
            let account = try trail.log.proof(ofHistory: "account:acme", in: keys.checkpoint)
            expectRefused("is not about the keys of rep:lin") {
                try check(SignedEventProof(event: event0, first: nil, keys: account))
            }
        }
    }

    @Test("Altered files are refused, and none ends the process", arguments: [1, 9162])
    func altered(seed: UInt64) async throws {
        try await withTrail { trail in
            let position = try await handle(create("a-1"), "r-1", with: 1, trail)
            _ = try await sign(trail)
            let sound = try #require(try trail.proof(ofSignedEventAt: position)).bytes
            var state = seed
            for round in 0..<400 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                var bytes = sound
                let place = Int(state >> 33) % bytes.count
                if round % 3 == 0 { bytes.remove(at: place) } else { bytes[place] ^= 1 << UInt8(state >> 20 & 7) }
                let auditor = Auditor(policy: TrustPolicy(log: try logKey.verifierKey))
                #expect(throws: (any Error).self, "seed \(seed), round \(round)") {
                    try auditor.check(AuditFile(bytes))
                }
            }
        }
    }
}
