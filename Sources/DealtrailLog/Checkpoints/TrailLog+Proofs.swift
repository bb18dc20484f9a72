public import DealtrailModel
public import DealtrailProof

extension TrailLog {
    /// The proof file of one event.
    ///
    /// - Parameters:
    ///   - position: The position of the event.
    ///   - checkpoint: The checkpoint to prove it in; by default the latest.
    /// - Throws: ``CheckpointError`` (`none`) when no checkpoint holds the position; ``LogError``, `EventError`.
    /// - Complexity: O(log n) reads, and at most 512 leaf hashes.
    public func proof(ofEventAt position: UInt64, in checkpoint: SignedCheckpoint? = nil) throws -> EventProof {
        let signed = try usable(checkpoint, for: position == .max ? .max : position + 1)
        let leaf = try proved(position, in: signed.checkpoint)
        return EventProof(event: leaf.event, index: leaf.index, path: leaf.path, checkpoint: signed)
    }

    /// The proof file that the log only grew between two checkpoints.
    ///
    /// - Parameters:
    ///   - oldSize: The size at the old checkpoint, at least 1.
    ///   - checkpoint: The new checkpoint; by default the latest.
    /// - Throws: ``CheckpointError`` (`none`), `ProofError`, ``LogError``.
    /// - Complexity: O(log n) reads, and at most 512 leaf hashes.
    public func proof(ofGrowthFrom oldSize: UInt64, to checkpoint: SignedCheckpoint? = nil) throws -> GrowthProof {
        let signed = try usable(checkpoint, for: oldSize)
        let path = try ConsistencyProof.make(
            oldSize: oldSize, newSize: signed.checkpoint.size, from: StoredTree(store: store)
        ).path
        return GrowthProof(oldSize: oldSize, path: path, checkpoint: signed)
    }

    /// The proof file of a whole stream: all its events, and that there are no others.
    ///
    /// - Parameters:
    ///   - stream: The stream; of one that does not exist, that is what is proved.
    ///   - checkpoint: The checkpoint as of which it is complete; by default the latest.
    /// - Throws: ``CheckpointError``: `none`, `withoutHeads`; ``LogError``, `EventError`.
    /// - Complexity: O(log) for the first proof of a process, which reads the heads of all streams.
    public func proof(ofHistory stream: StreamName, in checkpoint: SignedCheckpoint? = nil) throws -> HistoryProof {
        let signed = try usable(checkpoint, for: 1)
        let last = signed.checkpoint.size - 1
        guard let committed = try event(at: last), committed.kind == StreamHeadsCommitted.kind else {
            throw CheckpointError(.withoutHeads, "position \(last) does not state the heads of the streams")
        }
        guard stream != StreamHeadsCommitted.streamName else {
            throw CheckpointError(.withoutHeads, "\(stream) does not state its own head; prove its events one by one")
        }
        var leaves: [ProvedLeaf] = []
        for event in try events(.stream(stream), in: 0..<last) {
            leaves.append(try proved(event.position, in: signed.checkpoint))
        }
        return HistoryProof(
            stream: stream.rawValue, events: leaves, heads: try proved(last, in: signed.checkpoint),
            map: try streamHeads(at: last).map.proof(of: stream.rawValue), checkpoint: signed)
    }

    /// A checkpoint that this log continues and that has at least so many events.
    private func usable(_ checkpoint: SignedCheckpoint?, for size: UInt64) throws -> SignedCheckpoint {
        guard let signed = try checkpoint ?? checkpoints.latest() else {
            throw CheckpointError(.none, "nothing was signed yet")
        }
        try require(signed.checkpoint)
        guard size <= signed.checkpoint.size else {
            throw CheckpointError(
                .none, "the latest one holds \(signed.checkpoint.size) events, and not position \(size - 1)")
        }
        return signed
    }

    private func proved(_ position: UInt64, in checkpoint: Checkpoint) throws -> ProvedLeaf {
        guard let event = try event(at: position) else {
            throw LogError(.corrupted, "the event is missing", position: position)
        }
        let proof = try InclusionProof.make(
            index: position, treeSize: checkpoint.size, from: StoredTree(store: store))
        return ProvedLeaf(event: event.canonical, index: position, path: proof.path)
    }
}
