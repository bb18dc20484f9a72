import DealtrailModel
import DealtrailProof

/// Checks a history by what its events say, and by the map that the log has committed to.
struct HistoryCheck {
    let proof: HistoryProof

    init(_ proof: HistoryProof) {
        self.proof = proof
    }

    /// Checks everything.
    ///
    /// - Throws: `TrustError`, `ProofError`.
    func verify(_ policy: TrustPolicy) throws -> (TrustVerdict, [AuditedEvent]) {
        // Who signed comes first: what strangers say is not worth a closer look.
        _ = try policy.evaluate(proof.checkpoint)
        guard !proof.stream.utf8.elementsEqual(StreamHeadsCommitted.streamName.rawValue.utf8) else {
            throw TrustError(.incomplete, "the statement of the heads does not cover its own stream")
        }
        let heads = try stated()
        var events: [AuditedEvent] = []
        for (revision, leaf) in proof.events.enumerated() {
            let event = try AuditedEvent(leaf.event, at: leaf.index)
            guard event.recorded.stream.rawValue.utf8.elementsEqual(proof.stream.utf8) else {
                throw TrustError(
                    .mismatch,
                    "the event at position \(leaf.index) is of \(event.recorded.stream), not of \(proof.stream)")
            }
            guard event.recorded.revision == UInt64(revision) else {
                throw TrustError(
                    .incomplete,
                    "revision \(event.recorded.revision) of \(proof.stream) stands where \(revision) belongs")
            }
            events.append(event)
        }
        return (try proof.verify(policy, mapRoot: heads), events)
    }

    /// The root that the log states for the map of its streams.
    private func stated() throws(TrustError) -> Digest {
        let event = try AuditedEvent(proof.heads.event, at: proof.heads.index).recorded
        do {
            let heads = try event.decode(StreamHeadsCommitted.self)
            guard event.stream == StreamHeadsCommitted.streamName, heads.events == proof.heads.index else {
                throw TrustError(
                    .mismatch, "the event of the heads speaks of \(heads.events) events, and is at \(proof.heads.index)"
                )
            }
            guard let root = Digest(heads.root.bytes) else { throw TrustError(.mismatch, "the root is no digest") }
            return root
        } catch let error as TrustError {
            throw error
        } catch {
            throw TrustError(
                .mismatch, "the event at position \(proof.heads.index) states no heads of streams: \(error)")
        }
    }
}
