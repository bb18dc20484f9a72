import DealtrailLog
import DealtrailModel
public import DealtrailProof
import DealtrailSales

extension Trail {
    /// The proof file of an event that its author signed, with the history of his keys in this log.
    ///
    /// - Parameters:
    ///   - position: The position of the event.
    ///   - checkpoint: The checkpoint to prove it in, which ends with the heads of the streams; by default the latest.
    /// - Returns: `nil` when nobody has signed the append that it belongs to.
    /// - Throws: `CheckpointError`: `none`, `withoutHeads`; `LogError`, `EventError`.
    /// - Complexity: O(log) for the first proof of a process, which reads the heads of all streams.
    public func proof(
        ofSignedEventAt position: UInt64, in checkpoint: SignedCheckpoint? = nil
    ) throws -> SignedEventProof? {
        let whole = try log.proof(ofEventAt: position, in: checkpoint)
        let leaf = ProvedLeaf(event: whole.event, index: whole.index, path: whole.path)
        guard let event = try log.event(at: position), event.index <= position,
            let first = try log.event(at: position - event.index), first.signature != nil
        else { return nil }
        let leading =
            event.index == 0 ? nil : try log.proof(ofEventAt: first.position, in: whole.checkpoint)
        return SignedEventProof(
            event: leaf, first: leading.map { ProvedLeaf(event: $0.event, index: $0.index, path: $0.path) },
            keys: try log.proof(ofHistory: .author(event.author.id), in: whole.checkpoint))
    }
}
