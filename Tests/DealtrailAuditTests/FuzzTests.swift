import DealtrailModel
import DealtrailProof
import Foundation
import Testing

@testable import DealtrailAudit

/// Altered notes, keys, policies, proofs and events: none of them ends the process, and whatever is read is spelled as it
/// was written.
///
/// A hundred thousand with the other tests, a million with `make fuzz`.
/// The sound files that are altered are the corpus in `Fixtures/fuzz`. A failure prints its seed and the input.
@Suite("Fuzzing of what strangers send")
struct FuzzTests {
    /// How often each corpus file is altered for one seed; `DEALTRAIL_FUZZ` multiplies it.
    private static let rounds: Int = {
        let factor = ProcessInfo.processInfo.environment["DEALTRAIL_FUZZ"].flatMap { Int($0) } ?? 1
        return 3_200 * factor
    }()
    private static let seeds: [UInt64] = [1, 6962, 8032, 9162]

    private static func corpus(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/fuzz")
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    /// Alters a file many times and hands each to a reader, which returns what it would write, or `nil` for a refusal.
    private func fuzz(_ name: String, _ seed: UInt64, _ read: ([UInt8]) throws -> [UInt8]?) throws {
        let sound = try Self.corpus(name)
        #expect(try read(sound) == sound, "\(name) itself")
        var mutator = Mutator(seed: seed)
        var accepted = 0
        for round in 0..<Self.rounds {
            let input = mutator.altered(sound)
            if let written = try? read(input) {
                accepted += 1
                if written != input {
                    Issue.record("\(name), seed \(seed), round \(round): \(Base64.encode(input))")
                    return
                }
            }
        }
        #expect(accepted < Self.rounds, "something is refused")
    }

    @Test("Checkpoints and notes", arguments: seeds)
    func notes(seed: UInt64) throws {
        try fuzz("checkpoint", seed) { try SignedCheckpoint($0).bytes }
    }

    @Test("Proof files of events", arguments: seeds)
    func events(seed: UInt64) throws {
        try fuzz("event.tlog-proof", seed) { try EventProof($0).bytes }
    }

    @Test("Proof files of histories", arguments: seeds)
    func histories(seed: UInt64) throws {
        try fuzz("history", seed) { try HistoryProof($0).bytes }
    }

    @Test("Proof files of growth", arguments: seeds)
    func growth(seed: UInt64) throws {
        try fuzz("growth", seed) { try GrowthProof($0).bytes }
    }

    @Test("Proof files of signed events", arguments: seeds)
    func signedEvents(seed: UInt64) throws {
        try fuzz("signed-event", seed) { try SignedEventProof($0).bytes }
    }

    @Test("Public keys", arguments: seeds)
    func verifierKeys(seed: UInt64) throws {
        try fuzz("verifier.key", seed) { input in
            guard let text = String(validating: input, as: UTF8.self) else { return nil }
            let key = try VerifierKey(text).description
            // One newline may follow.
            return Array(key.utf8) + (input.last == 0x0a ? [0x0a] : [])
        }
    }

    @Test("Private keys", arguments: seeds)
    func signerKeys(seed: UInt64) throws {
        try fuzz("signer.key", seed) { input in
            guard let text = String(validating: input, as: UTF8.self) else { return nil }
            return Array(try SignerKey(text).encoded.utf8) + (input.last == 0x0a ? [0x0a] : [])
        }
    }

    @Test("Trust policies", arguments: seeds)
    func policies(seed: UInt64) throws {
        try fuzz("policy", seed) { input in
            guard let text = String(validating: input, as: UTF8.self) else { return nil }
            _ = try TrustPolicy(parsing: text)
            return input
        }
    }

    @Test("Events", arguments: seeds)
    func canonicalEvents(seed: UInt64) throws {
        try fuzz("event.cbor", seed) { input in
            let event = try AuditedEvent(input, at: 0)
            _ = event.payload
            return event.recorded.canonical
        }
    }
}
