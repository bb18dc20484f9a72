import DealtrailModel
import DealtrailProof
import DealtrailSales
import Foundation
import Testing

@testable import DealtrailAudit
@testable import DealtrailLog

/// What somebody who owns the log may try, one test an attack: each is detected, and has its name.
@Suite("Adversary")
struct AdversaryTests {
    /// What a full check of a trail finds wrong, as names of checks.
    private func problems(_ trail: SoldTrail, known: Checkpoint? = nil) throws -> [String] {
        let verifier = TrailVerifier(directory: trail.directory, policy: trail.policy, known: known.map { [$0] } ?? [])
        return try verifier.verify().problems.map { "\($0.check): \($0.detail)" }
    }

    private func code(_ body: () throws -> some Any) -> TrustError.Code? {
        do {
            _ = try body()
            return nil
        } catch let error as TrustError {
            return error.code
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    @Test func `edit an event: verify names the position, and no proof leads to the checkpoint`() async throws {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let forged = try trail.forged { [$0.position == 4 ? try .lowered($0) : Draft($0)] }
        let found = try problems(forged)
        #expect(found.contains { $0.hasPrefix("checkpoint: the checkpoint of size 11: the first 11 events have root") })
        #expect(throws: (any Error).self) { try forged.log.proof(ofEventAt: 4, in: signed) }
    }

    @Test func `edit an event in a proof file: the hash leads to another root`() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let proof = try trail.log.proof(ofEventAt: 4)
        let event = try RecordedEvent(position: 4, canonical: proof.event.rawSpan)
        let forged = EventProof(
            event: try Draft.lowered(event).canonical(trail.log.hasher), index: 4, path: proof.path,
            checkpoint: proof.checkpoint)
        let error = #expect(throws: ProofError.self) {
            try Auditor(policy: trail.policy).check(AuditFile(forged.bytes))
        }
        #expect(error?.code == .rootMismatch)
    }

    @Test func `delete an event: the log is shorter, and the checkpoint is not met`() async throws {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let forged = try trail.forged { $0.position == 3 ? [] : [Draft($0)] }
        let found = try problems(forged, known: signed.checkpoint)
        #expect(found.contains { $0.contains("it speaks of 11 events, the log has 10") })
        #expect(found.contains { $0.hasPrefix("order: quote:Q-1 is at revision") })
        #expect(found.contains { $0.hasPrefix("known:") })
    }

    @Test func `delete an event of an append: verify says that it is not whole`() async throws {
        let trail = try await SoldTrail()
        let edits = try (0..<3).map { step in
            try NewEvent(
                QuoteLinePriceChanged(
                    quote: QuoteID("Q-\(step + 3)"), line: "L-1", old: .yuan("9.00"), new: .yuan("\(step).00")))
        }
        let start = try await trail.log.append(AppendRequest(edits, by: Author("rep:lin"), id: "three"))
            .positions.lowerBound
        // All in streams of their own, so that no revision is missing.
        for missing in [start, start + 1, start + 2] {
            let forged = try trail.forged { $0.position == missing ? [] : [Draft($0)] }
            let found = try problems(forged)
            #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix("order:") }, "\(missing - start): \(found)")
            #expect(found.first?.contains("3") == true, "\(found)")
            try FileManager.default.removeItem(atPath: forged.directory)
        }
    }

    @Test func `swap two events: revisions, tree and checkpoint say so`() async throws {
        let trail = try await SoldTrail()
        _ = try await trail.checkpoint()
        let events = try trail.log.events()
        let forged = try trail.forged { event in
            switch event.position {
            case 3: [Draft(events[4])]
            case 4: [Draft(events[3])]
            default: [Draft(event)]
            }
        }
        let found = try problems(forged)
        #expect(found.contains { $0.hasPrefix("order:") })
        #expect(found.contains { $0.hasPrefix("checkpoint:") })
    }

    @Test func `swap two edits and make all else fit: only what was signed tells, here or with the auditor`()
        async throws
    {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let events = try trail.log.events()
        func moved(_ event: RecordedEvent, to place: RecordedEvent) -> Draft {
            var draft = Draft(event)
            (draft.revision, draft.recordedAt) = (place.revision, place.recordedAt)
            return draft
        }
        let forged = try trail.forged { event in
            switch event.position {
            case 2: [moved(events[3], to: event)]
            case 3: [moved(events[2], to: event)]
            default: [Draft(event)]
            }
        }
        let found = try problems(forged)
        #expect(found.count == 1 && found[0].hasPrefix("checkpoint: the checkpoint of size 11"), "\(found)")
        // Without its checkpoints the trail is sound in itself; the auditor has his own.
        let folder = forged.directory + "/checkpoints"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".checkpoint") {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
        #expect(try problems(forged) == [])
        #expect(try problems(forged, known: signed.checkpoint).map { $0.prefix(6) } == ["known:"])
    }

    @Test func `truncate: the log ends before its checkpoint`() async throws {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let forged = try trail.forged { $0.position < 8 ? [Draft($0)] : [] }
        #expect(try problems(forged).contains { $0.contains("it speaks of 11 events, the log has 8") })
        #expect(code { try forged.log.require(signed.checkpoint) } == .rolledBack)
        let error = await #expect(throws: CheckpointError.self) { try await forged.checkpoint() }
        #expect(error?.code == .behind)
    }

    @Test func `re-sign with another key: it is not the key that the auditor has`() async throws {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let other = try SignerKey(name: SoldTrail.origin, seed: Array(repeating: 9, count: 32))
        let resigned = try SignedCheckpoint(signed.checkpoint, by: other)
        #expect(code { try trail.policy.evaluate(resigned) } == .unsigned)
        let error = await #expect(throws: CheckpointError.self) {
            try await trail.log.checkpoint(by: SoldTrail.author, signer: other)
        }
        #expect(error?.code == .otherKey)
        let renamed = NoteSignature(
            name: SoldTrail.origin, keyID: trail.key.verifierKey.keyID, payload: resigned.note.signatures[0].payload)
        #expect(code { try trail.policy.evaluate(signed.adding(renamed)) } == .forgedSignature)
    }

    @Test func `fork: two histories of one size, both signed, contradict each other`() async throws {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let forged = try trail.forged { [$0.position == 4 ? try .lowered($0) : Draft($0)] }
        let forked = try SignedCheckpoint(
            Checkpoint(origin: SoldTrail.origin, size: 11, root: forged.log.head().root), by: trail.key)
        #expect(code { try Auditor(policy: trail.policy, known: signed).check(.checkpoint(forked)) } == .forked)
        #expect(code { try forged.log.require(signed.checkpoint) } == .forked)
        let error = await #expect(throws: TrustError.self) { try await forged.checkpoint() }
        #expect(error?.code == .forked)
    }

    @Test func `fork after growth: no consistency proof leads from the old history to the new one`() async throws {
        let trail = try await SoldTrail()
        let known = try await trail.checkpoint()
        let forged = try trail.forged { [$0.position == 4 ? try .lowered($0) : Draft($0)] }
        try await forged.change("Q-2", 3)
        let size = try forged.log.head().size
        let newer = try SignedCheckpoint(
            Checkpoint(origin: SoldTrail.origin, size: size, root: forged.log.head().root), by: trail.key)
        let growth = try forged.log.proof(ofGrowthFrom: known.checkpoint.size, to: newer)
        let error = #expect(throws: ProofError.self) { try growth.verify(known: known, trail.policy) }
        #expect(error?.code == .oldRootMismatch)
    }

    @Test func `roll back: a trail that went on from an older backup does not open with the known checkpoint`()
        async throws
    {
        let trail = try await SoldTrail()
        let copy = trail.directory + "-backup"
        _ = try TrailCopy.copy(from: trail.directory, to: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await trail.change("Q-1", 3)
        let known = try await trail.checkpoint().checkpoint
        #expect(code { try TrailLog.open(at: copy, options: TrailOptions(knownCheckpoint: known)) } == .rolledBack)
        let restored = try TrailLog.open(at: copy)
        for edit in 4..<8 {
            let change = QuoteLinePriceChanged(quote: "Q-2", line: "L-1", new: .yuan("\(edit).00"))
            _ = try await restored.append(
                AppendRequest([NewEvent(change)], by: Author("rep:lin"), id: "again-\(edit)"))
        }
        try await restored.close()
        #expect(code { try TrailLog.open(at: copy, options: TrailOptions(knownCheckpoint: known)) } == .forked)
        let other = try Checkpoint(origin: "example.com/other", size: 1, root: known.root)
        #expect(code { try TrailLog.open(at: copy, options: TrailOptions(knownCheckpoint: other)) } == .otherOrigin)
    }

    @Test func `forge a proof: short hash, size 0, index out of range, extra and missing hashes, wrong origin`()
        async throws
    {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let proof = try trail.log.proof(ofEventAt: 4)
        let auditor = Auditor(policy: trail.policy)
        func proofCode(_ index: UInt64, _ path: [Digest], _ signed: SignedCheckpoint) -> ProofError.Code? {
            let forged = EventProof(event: proof.event, index: index, path: path, checkpoint: signed)
            return #expect(throws: ProofError.self) { try auditor.check(AuditFile(forged.bytes)) }?.code
        }
        let text = String(decoding: proof.bytes, as: UTF8.self)
        let short = text.replacing(proof.path[0].base64, with: Base64.encode(Array(proof.path[0].bytes.dropLast())))
        let error = #expect(throws: FormatError.self) { try AuditFile(Array(short.utf8)) }
        #expect(error?.line == 4)
        let empty = try SignedCheckpoint(
            Checkpoint(origin: SoldTrail.origin, size: 0, root: TreeHasher.emptyRoot), by: trail.key)
        #expect(proofCode(0, [], empty) == .indexOutOfRange)
        #expect(proofCode(11, proof.path, signed) == .indexOutOfRange)
        #expect(proofCode(.max, proof.path, signed) == .indexOutOfRange)
        #expect(proofCode(4, proof.path + [proof.path[0]], signed) == .pathLength)
        #expect(proofCode(4, Array(proof.path.dropLast()), signed) == .pathLength)
        #expect(proofCode(5, proof.path, signed) == .rootMismatch)
        let elsewhere = try SignedCheckpoint(
            Checkpoint(origin: "example.com/other", size: 11, root: signed.checkpoint.root),
            by: SignerKey(name: "example.com/other", seed: Array(repeating: 1, count: 32)))
        let moved = EventProof(event: proof.event, index: 4, path: proof.path, checkpoint: elsewhere)
        #expect(code { try auditor.check(AuditFile(moved.bytes)) } == .otherOrigin)
    }

    @Test func `strip a signature: a checkpoint without one proves nothing, and too few witnesses are too few`()
        async throws
    {
        let trail = try await SoldTrail()
        let signed = try await trail.checkpoint()
        let witness = try SignerKey(name: "w.example", algorithm: .cosignature, seed: Array(repeating: 5, count: 32))
        let cosignature = try witness.sign(signed.note.body, time: 1_800_000_000)
        let policy = try TrustPolicy(log: trail.key.verifierKey, witnesses: [witness.verifierKey], threshold: 1)
        #expect(code { try policy.evaluate(signed.adding(cosignature)) } == nil)
        #expect(code { try policy.evaluate(signed) } == .tooFewWitnesses)
        let stripped = try SignedCheckpoint(SignedNote(text: signed.note.text, signatures: [cosignature]).bytes)
        #expect(code { try policy.evaluate(stripped) } == .unsigned)
        let bare = Array(signed.note.text.utf8) + [0x0a]
        #expect(throws: FormatError.self) { try SignedCheckpoint(bare) }
    }

    @Test func `replay an old checkpoint: whoever knows a newer one is told`() async throws {
        let trail = try await SoldTrail()
        let old = try await trail.checkpoint()
        let history = try trail.log.proof(ofHistory: "quote:Q-1")
        try await trail.change("Q-1", 3)
        let known = try await trail.checkpoint()
        let auditor = Auditor(policy: trail.policy, known: known)
        #expect(code { try auditor.check(.history(history)) } == .rolledBack)
        #expect(code { try auditor.check(.checkpoint(old)) } == .rolledBack)
        // And the other way round: a newer file has to show that it continues what is known.
        let newer = try AuditFile(trail.log.proof(ofHistory: "quote:Q-1").bytes)
        #expect(code { try Auditor(policy: trail.policy, known: old).check(newer) } == .mismatch)
        let growth = try trail.log.proof(ofGrowthFrom: old.checkpoint.size)
        let report = try Auditor(policy: trail.policy, known: old, growth: growth).check(newer)
        #expect(report.isContinuing == 11)
    }

    @Test func `hide the last edit of a quote with a false head: verify names the lie`() async throws {
        let trail = try await SoldTrail()
        var map = try trail.log.streamHeads(at: 10).map
        map.set("quote:Q-1", try #require(trail.log.streamHeads(at: 4).map["quote:Q-1"]))
        let event = StreamHeadsCommitted(
            events: 10, streams: 2, root: try #require(ContentDigest(bytes: map.root.bytes)))
        try await trail.appendAsEngine(event)
        let size = try trail.log.head().size
        let signed = try SignedCheckpoint(
            Checkpoint(origin: SoldTrail.origin, size: size, root: trail.log.head().root), by: trail.key)
        // The file is believed: it is what the log has stated and signed.
        let leaves = try (0..<4).map { position in
            let proof = try trail.log.proof(ofEventAt: UInt64(position), in: signed)
            return ProvedLeaf(event: proof.event, index: proof.index, path: proof.path)
        }
        let statement = try trail.log.proof(ofEventAt: size - 1, in: signed)
        let lie = HistoryProof(
            stream: "quote:Q-1", events: leaves,
            heads: ProvedLeaf(event: statement.event, index: statement.index, path: statement.path),
            map: map.proof(of: "quote:Q-1"), checkpoint: signed)
        #expect(try Auditor(policy: trail.policy).check(AuditFile(lie.bytes)).events.count == 4)
        // And whoever has the log shows that it is false.
        let found = try problems(trail)
        #expect(found.contains { $0.hasPrefix("heads: it states the heads of 2 streams with root") }, "\(found)")
        // An honest signer does not build on it.
        let honest = try await trail.checkpoint()
        #expect(honest.checkpoint.size == size + 1)
        #expect(
            try Auditor(policy: trail.policy).check(.history(trail.log.proof(ofHistory: "quote:Q-1"))).events.count == 5
        )
    }

    @Test func `state false heads as an author: the append is refused`() async throws {
        let trail = try await SoldTrail()
        let event = StreamHeadsCommitted(events: 10, streams: 0, root: ContentDigest(of: []))
        let error = await #expect(throws: AppendError.self) { try await trail.add(event, "forged") }
        #expect(error?.code == .reservedKind)
    }
}
