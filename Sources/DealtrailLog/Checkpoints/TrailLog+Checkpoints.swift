import DealtrailLMDB
public import DealtrailModel
public import DealtrailProof
import Synchronization

extension TrailLog {
    /// The signed checkpoints of the trail.
    public var checkpoints: CheckpointStore {
        CheckpointStore(directory: TrailDirectory(directory).checkpoints)
    }

    /// Commits the heads of the streams, and signs a checkpoint over everything up to that event.
    ///
    /// The event is on disk before anything is signed. When nothing was appended since the last checkpoint, that one is
    /// returned again. Signers take turns, also those of other processes.
    ///
    /// - Parameters:
    ///   - author: Who asks for it; recorded as a service.
    ///   - signer: Whoever signs.
    ///   - isNewKey: Whether the key may differ from that of the last checkpoint.
    /// - Returns: The checkpoint, which is kept in `checkpoints/`.
    /// - Throws: ``CheckpointError``: `behind`, `otherKey`; `TrustError`: `keyOfOther`, and `rolledBack` or `forked` when the
    ///   log does not continue the last checkpoint; what the signer throws; ``LogError``, `AppendError`.
    /// - Complexity: O(events since the map of stream heads that is at hand), at most about an eighth of the streams of them
    ///   and all where none is; one signature. Reading or writing the map is O(streams).
    public func checkpoint(
        by author: Author, signer: some NoteSigner, isNewKey: Bool = false
    ) async throws -> SignedCheckpoint {
        // Before anything is appended: a wrong key leaves nothing behind.
        guard signer.verifierKey.name.utf8.elementsEqual(origin.utf8) else {
            throw TrustError(.keyOfOther, "the key is that of \(signer.verifierKey.name), the log is \(origin)")
        }
        let store = checkpoints
        let lock = try await HeldLock.take(store.lockPath)
        defer { lock.release() }
        let last = try store.latest()
        if let last {
            let known = last.checkpoint
            do {
                try require(known)
            } catch let error as TrustError where error.code == .rolledBack {
                throw CheckpointError(.behind, error.detail)
            }
            guard isNewKey || last.note.signatures.contains(where: signer.verifierKey.claims) else {
                throw CheckpointError(
                    .otherKey, "the checkpoint of size \(known.size) has no signature of \(signer.verifierKey)")
            }
            if known.size == (try head().size), last.note.signatures.contains(where: signer.verifierKey.claims) {
                return last
            }
        }
        let size = try await commitStreamHeads(by: author, for: signer.verifierKey)
        let checkpoint = try Checkpoint(origin: origin, size: size, root: root(at: size))
        var signed = try await SignedCheckpoint.signing(checkpoint, with: signer)
        if let last, last.checkpoint == checkpoint { signed = try last.merging(signed) }
        try store.write(signed)
        storeHeads(at: size - 1)
        return signed
    }

    /// Checks that the log continues what a known checkpoint commits to.
    ///
    /// - Throws: `TrustError`: `otherOrigin`; `rolledBack` when the log is shorter; `forked` when its first events have
    ///   another root. ``LogError``.
    /// - Complexity: O(log n) reads.
    public func require(_ known: Checkpoint) throws {
        guard known.origin.utf8.elementsEqual(origin.utf8) else {
            throw TrustError(.otherOrigin, "the known checkpoint is of \(known.origin), the trail is \(origin)")
        }
        let size = try head().size
        guard known.size <= size else {
            throw TrustError(
                .rolledBack, "it had \(known.size) events at the known checkpoint, and has \(size) now")
        }
        let found = try root(at: known.size)
        guard found == known.root else {
            throw TrustError(
                .forked, "the first \(known.size) events have root \(found), the known checkpoint has \(known.root)")
        }
    }

    /// Appends the event that commits to the heads of the streams, unless it is the last event already.
    ///
    /// - Returns: The size of the log with that event as its last.
    private func commitStreamHeads(by author: Author, for key: VerifierKey) async throws -> UInt64 {
        let head = try head()
        if head.size > 0, try statesStreamHeads(head.size - 1, for: key) {
            // Whoever has committed it may not have come to the end of that: it can be read before it is on disk.
            try translating { try store.environment.sync() }
            return head.size
        }
        let before = try streamHeads(at: head.size, for: key)
        let service = Author(
            author.id, kind: .service, onBehalfOf: author.onBehalfOf, channel: author.channel, device: author.device)
        let result = await submit(weight: 1) { commit in
            // What came in between is few, and folded inside the lock: the event speaks of everything before it.
            var heads = before
            for position in heads.size..<commit.size {
                try commit.withEvent(at: position) { try heads.append($0) }
            }
            heads.settle()
            guard let event = heads.event else { return [] }
            let request = AppendRequest(
                [try NewEvent(event)], by: service, id: CommandID("stream-heads:\(heads.size)"))
            try request.validate(from: .log)
            return [.success(try commit.append(request))]
        }
        guard let receipt = try result.get().first?.get() else { throw LogError(.closed, directory) }
        return receipt.positions.upperBound
    }

    /// Whether the event at a position states the heads of all streams before it, and truly.
    private func statesStreamHeads(_ position: UInt64, for key: VerifierKey) throws -> Bool {
        guard let event = try event(at: position), event.kind == StreamHeadsCommitted.kind else { return false }
        return try event.decode(StreamHeadsCommitted.self) == streamHeads(at: position, for: key).event
    }
}
