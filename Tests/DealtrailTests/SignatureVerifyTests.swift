import Dealtrail
import Foundation
import Testing

/// What a full check says of the signatures in a log, also of those that no decision has looked at.
@Suite("Verify: author signatures")
struct SignatureVerifyTests {
    private let lin = Author("rep:lin")
    private let wu = Author("manager:wu")

    private func signer(_ byte: UInt8) throws -> SignerKey {
        try SignerKey(name: "rep:lin", seed: Array(repeating: byte, count: 32))
    }

    private func publicKey(_ byte: UInt8) throws -> AuthorPublicKey {
        try #require(AuthorPublicKey(bytes: signer(byte).verifierKey.publicKey))
    }

    /// A trail in which Lin has the key of seed 1.
    private func withTrail(_ body: (Trail) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("dealtrail-signed-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: wu, options: TrailOptions(mapSize: 1 << 28))
        try await handle(AuthorKey.register(try publicKey(1), of: "rep:lin"), "k-1", with: nil, trail)
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

    private func create(_ account: AccountID) -> Account.Create { Account.create(account, owner: "rep:lin") }

    /// Appends a fact with a command that nobody decides; returns its position.
    private func append(
        _ trail: Trail, _ id: CommandID, of record: CommandRecord, signature: CommandSignature?
    ) async throws -> UInt64 {
        let event = try NewEvent(AccountCreated(account: "acme", owner: "rep:lin"))
        let request = AppendRequest([event], by: lin, id: id, command: record.canonical, signature: signature)
        return try await trail.log.append(request).positions.lowerBound
    }

    private func verify(_ trail: Trail) throws -> VerifyReport {
        try TrailVerifier(directory: trail.log.directory, authorKeys: AuthorKeyRegister()).verify()
    }

    @Test("Signatures hold by the key in force where they stand, whatever became of it later")
    func sound() async throws {
        try await withTrail { trail in
            try await handle(create("a-1"), "r-1", with: 1, trail)
            try await handle(AuthorKey.rotate(to: try publicKey(2), of: "rep:lin"), "k-2", with: 1, trail)
            try await handle(create("a-2"), "r-2", with: 2, trail)
            try await handle(AuthorKey.revoke(try publicKey(2), of: "rep:lin", reason: "lost"), "k-3", with: 2, trail)
            try await handle(create("a-3"), "r-3", with: nil, trail)
            let report = try verify(trail)
            #expect(report.isSound, "\(report.problems)")
            // The first policy, the first key and the last account are not signed.
            #expect(report.signatures == VerifyReport.Signatures(signed: 4, unsigned: 3))
            let plain = try TrailVerifier(directory: trail.log.directory).verify()
            #expect(plain.isSound && plain.signatures == nil)
        }
    }

    @Test("A refused command that was signed counts like an accepted one, and a bad signature is in no envelope")
    func refused() async throws {
        try await withTrail { trail in
            let unknown = Account.changeOwner("nobody", to: "rep:lin", reason: "on leave")
            for (id, seed) in [(CommandID("r-1"), UInt8(1)), ("r-2", 9)] {
                let signature = try signer(seed).sign(trail.command(unknown, by: lin, id: id))
                let handled = try await trail.handle(unknown, by: lin, id: id, signature: signature)
                #expect(handled.refusal != nil)
            }
            let report = try verify(trail)
            #expect(report.isSound && report.signatures == VerifyReport.Signatures(signed: 1, unsigned: 3))
        }
    }

    @Test("Facts can carry any signature, and each that is worth nothing is named by its position")
    func facts() async throws {
        try await withTrail { trail in
            try await handle(AuthorKey.rotate(to: try publicKey(2), of: "rep:lin"), "k-2", with: 1, trail)
            func record(_ id: CommandID) throws -> CommandRecord { try trail.command(create("acme"), by: lin, id: id) }
            func signature(_ seed: UInt8, _ record: CommandRecord) throws -> CommandSignature {
                try signer(seed).sign(record)
            }
            let forged = try await append(trail, "f-1", of: record("f-1"), signature: signature(2, record("f-2")))
            let other = try await append(trail, "f-3", of: record("f-4"), signature: signature(2, record("f-4")))
            let retired = try await append(trail, "f-5", of: record("f-5"), signature: signature(1, record("f-5")))
            let unknown = try await append(trail, "f-6", of: record("f-6"), signature: signature(9, record("f-6")))
            // With the key in force, a fact cannot be told from what was decided.
            _ = try await append(trail, "f-7", of: record("f-7"), signature: signature(2, record("f-7")))
            let report = try verify(trail)
            #expect(!report.isSound && report.problemCount == 4)
            #expect(report.problems.allSatisfy { $0.check == "signature" })
            #expect(report.problems.map(\.position) == [other, forged, retired, unknown])
            let words = ["is f-4 of rep:lin", "not that of the command", "out of force", "has not registered"]
            for (problem, word) in zip(report.problems, words) {
                #expect(problem.detail.contains(word), "\(problem.detail)")
            }
            #expect(
                report.signatures == VerifyReport.Signatures(signed: 2, unsigned: 2, invalid: 3, keyUnknown: 1))
            #expect(try TrailVerifier(directory: trail.log.directory).verify().isSound, "nobody asked")
        }
    }

    @Test("A key that a fact puts in force counts, and the report says that nobody decided it")
    func undecidedKey() async throws {
        try await withTrail { trail in
            let chen = Author("rep:chen")
            let event = try NewEvent(AuthorKeyRegistered(author: "rep:chen", key: publicKey(5)))
            let receipt = try await trail.log.append(AppendRequest([event], by: chen, id: "f-1"))
            let signature = try signer(5).sign(trail.command(create("a-1"), by: chen, id: "r-1"))
            _ = try await trail.handle(create("a-1"), by: chen, id: "r-1", signature: signature)
            let report = try verify(trail)
            #expect(report.isSound && report.signatures?.signed == 1)
            #expect(report.signatures?.undecidedKeys == [receipt.positions.lowerBound])
        }
    }
}
