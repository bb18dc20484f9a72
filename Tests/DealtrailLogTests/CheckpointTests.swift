import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailLog

@Suite("Checkpoints of a trail")
struct CheckpointTests {
    let directory = TemporaryDirectory()
    let key: SignerKey
    let author = Author("ops:signer")

    init() throws {
        key = try SignerKey(name: "example.com/test", seed: Array(repeating: 3, count: 32))
    }

    private func log(_ events: Int) async throws -> TrailLog {
        let log = try TrailLog.create(at: directory.path, origin: "example.com/test", options: .testing())
        try await append(events, to: log)
        return log
    }

    private func append(_ events: Int, to log: TrailLog) async throws {
        let start = try log.head().size
        let requests = (0..<events).map { AppendRequest.sample("c\(start)-\($0)", [.sample("quote:\($0 % 7)")]) }
        for result in await log.append(requests) { _ = try result.get() }
    }

    private func policy() -> TrustPolicy { TrustPolicy(log: key.verifierKey) }

    @Test("A checkpoint ends with the statement of the heads, and is kept")
    func signed() async throws {
        let log = try await log(20)
        let signed = try await log.checkpoint(by: author, signer: key)
        #expect(signed.checkpoint.size == 21)
        #expect(try signed.checkpoint.root == log.head().root)
        #expect(try policy().evaluate(signed).checkpoint.origin == "example.com/test")
        let last = try #require(try log.event(at: 20))
        let heads = try last.decode(StreamHeadsCommitted.self)
        #expect(heads.events == 20 && heads.streams == 7)
        #expect(last.author.id == "ops:signer" && last.author.kind == .service)
        #expect(log.checkpoints.sizes() == [21])
        #expect(try log.checkpoints.latest() == signed)
        try await log.close()
        let report = try TrailVerifier(directory: directory.path, policy: policy()).verify()
        #expect(report.isSound && report.checkpoints == 1 && report.streamHeads == 1, "\(report.problems)")
    }

    @Test("Without new events the same checkpoint is given again, and nothing is appended")
    func again() async throws {
        let log = try await log(3)
        let first = try await log.checkpoint(by: author, signer: key)
        #expect(try await log.checkpoint(by: author, signer: key) == first)
        #expect(try log.head().size == 4)
        try await append(1, to: log)
        #expect(try await log.checkpoint(by: author, signer: key).checkpoint.size == 6)
        #expect(log.checkpoints.sizes() == [4, 6])
    }

    @Test("An empty log can be signed")
    func empty() async throws {
        let log = try await log(0)
        let signed = try await log.checkpoint(by: author, signer: key)
        #expect(signed.checkpoint.size == 1)
    }

    @Test("The key of another log signs nothing, and appends nothing")
    func otherKey() async throws {
        let log = try await log(3)
        let other = try SignerKey(name: "example.com/other", seed: Array(repeating: 3, count: 32))
        let error = await #expect(throws: TrustError.self) { try await log.checkpoint(by: author, signer: other) }
        #expect(error?.code == .keyOfOther)
        #expect(try log.head().size == 3 && log.checkpoints.sizes().isEmpty)
    }

    @Test("A new key signs when it is said to be new")
    func newKey() async throws {
        let log = try await log(3)
        _ = try await log.checkpoint(by: author, signer: key)
        let new = try SignerKey(name: "example.com/test", seed: Array(repeating: 4, count: 32))
        let error = await #expect(throws: CheckpointError.self) { try await log.checkpoint(by: author, signer: new) }
        #expect(error?.code == .otherKey)
        let signed = try await log.checkpoint(by: author, signer: new, isNewKey: true)
        #expect(signed.note.signatures.count == 2 && log.checkpoints.sizes() == [4])
    }

    /// A signer that is broken, or pretends.
    private struct BadSigner: NoteSigner {
        let verifierKey: VerifierKey
        func signature(of body: [UInt8]) async throws -> NoteSignature {
            NoteSignature(
                name: verifierKey.name, keyID: verifierKey.keyID, payload: [UInt8](repeating: 0, count: 64))
        }
    }

    @Test("A signature that does not verify is not kept")
    func badSignature() async throws {
        let log = try await log(3)
        let signer = BadSigner(verifierKey: key.verifierKey)
        let error = await #expect(throws: TrustError.self) { try await log.checkpoint(by: author, signer: signer) }
        #expect(error?.code == .forgedSignature)
        #expect(log.checkpoints.sizes().isEmpty)
        #expect(try await log.checkpoint(by: author, signer: key).checkpoint.size == 4, "the heads are stated already")
    }

    @Test("Signers and appenders at once: every checkpoint continues every other")
    func concurrent() async throws {
        let log = try await log(50)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask { _ = try await log.checkpoint(by: author, signer: key) }
                group.addTask {
                    for event in 0..<20 {
                        _ = try await log.append(.sample("p\(number)-\(event)", [.sample("quote:\(event % 7)")]))
                    }
                }
            }
            try await group.waitForAll()
        }
        let sizes = log.checkpoints.sizes()
        #expect(!sizes.isEmpty)
        for size in sizes {
            let signed = try #require(try log.checkpoints.checkpoint(at: size))
            #expect(try signed.checkpoint.root == log.root(at: size))
            #expect(try log.event(at: size - 1)?.kind == StreamHeadsCommitted.kind)
            #expect(try log.proof(ofHistory: "quote:3", in: signed).heads.index == size - 1)
        }
        try await log.close()
        #expect(try TrailVerifier(directory: directory.path).verify().isSound)
    }

    @Test("Cosignatures are added to the checkpoint that is kept, and to no other")
    func cosigned() async throws {
        let log = try await log(3)
        let signed = try await log.checkpoint(by: author, signer: key)
        let witness = try SignerKey(name: "w", algorithm: .cosignature, seed: Array(repeating: 5, count: 32))
        let copy = signed.adding(try witness.sign(signed.note.body, time: 7))
        #expect(try log.checkpoints.merge(copy) == copy)
        #expect(try log.checkpoints.latest()?.note.signatures.count == 2)
        let other = try SignedCheckpoint(
            Checkpoint(origin: "example.com/test", size: 4, root: TreeHasher.emptyRoot), by: key)
        #expect(throws: TrustError.self) { try log.checkpoints.merge(other) }
        #expect(try log.checkpoints.latest() == copy)
    }

    @Test("Attack: a copy comes back with a forged line of the log, or with more lines than are read")
    func poisoned() async throws {
        let log = try await log(3)
        let signed = try await log.checkpoint(by: author, signer: key)
        let name = key.verifierKey
        for id in [name.keyID, name.keyID ^ 1] {
            let line = NoteSignature(name: name.name, keyID: id, payload: Array(repeating: 1, count: 64))
            let error = #expect(throws: TrustError.self) { try log.checkpoints.merge(signed.adding(line)) }
            #expect(error?.code == .forgedSignature)
        }
        let payload = [UInt8](repeating: 1, count: 72)
        let lines = (0..<100).map { NoteSignature(name: "w\($0)", keyID: 7, payload: payload) }
        let crowd = lines.reduce(signed) { $0.adding($1) }
        #expect(throws: FormatError.self) { try log.checkpoints.merge(crowd) }
        #expect(try log.checkpoints.latest() == signed)
        #expect(try log.checkpoints.merge(lines[..<99].reduce(signed) { $0.adding($1) }).note.signatures.count == 100)
        #expect(try log.proof(ofEventAt: 1).verify(policy()).checkpoint == signed.checkpoint)
    }

    @Test("Every event is proved at every checkpoint, whatever whole subtrees the log keeps")
    func proofs() async throws {
        let log = try await log(255)
        for events in [0, 1, 300] {
            try await append(events, to: log)
            let signed = try await log.checkpoint(by: author, signer: key)
            let size = signed.checkpoint.size
            for position in stride(from: 0, to: size, by: 29) {
                _ = try log.proof(ofEventAt: position).verify(policy())
            }
            for known in log.checkpoints.sizes() {
                let old = try #require(try log.checkpoints.checkpoint(at: known))
                _ = try log.proof(ofGrowthFrom: known).verify(known: old, policy())
            }
        }
        let beyond = #expect(throws: CheckpointError.self) { try log.proof(ofEventAt: .max) }
        #expect(beyond?.code == CheckpointError.Code.none)
    }

    @Test("A backup has the checkpoints up to its end")
    func backup() async throws {
        let log = try await log(3)
        _ = try await log.checkpoint(by: author, signer: key)
        let target = TemporaryDirectory()
        _ = try TrailCopy.copy(from: directory.path, to: target.path)
        let copy = try TrailLog.open(at: target.path, options: .testing())
        #expect(copy.checkpoints.sizes() == [4])
        #expect(try TrailVerifier(directory: target.path, policy: policy()).verify().isSound)
        try await copy.close()
    }

    @Test("Verify names a checkpoint that was altered, and one that the key has not signed")
    func damaged() async throws {
        let log = try await log(3)
        let signed = try await log.checkpoint(by: author, signer: key)
        let stranger = try SignerKey(name: "example.com/test", seed: Array(repeating: 9, count: 32))
        let untrusted = TrustPolicy(log: stranger.verifierKey)
        let report = try TrailVerifier(directory: directory.path, policy: untrusted).verify()
        #expect(report.problems.map(\.check) == ["checkpoint"])
        let other = try Checkpoint(origin: "example.com/test", size: 4, root: TreeHasher.emptyRoot)
        try log.checkpoints.write(SignedCheckpoint(other, by: key))
        let forged = try TrailVerifier(directory: directory.path, policy: policy()).verify()
        #expect(forged.problems.first?.detail.contains("the first 4 events have root") == true)
        try Data(signed.bytes.dropLast()).write(to: URL(filePath: log.checkpoints.path(4)))
        let cut = try TrailVerifier(directory: directory.path).verify()
        #expect(cut.problems.first?.detail.contains("line 5: the last line does not end with a newline") == true)
        try await log.close()
    }
}
