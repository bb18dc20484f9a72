import DealtrailModel
import DealtrailProof
import DealtrailSales

/// Checks an event that its author signed, and what the log says of his keys.
struct SignedEventCheck {
    let proof: SignedEventProof

    init(_ proof: SignedEventProof) {
        self.proof = proof
    }

    /// What is proved of the event.
    struct Result {
        let verdict: TrustVerdict
        let event: AuditedEvent
        /// The first event of its append, which has the signature.
        let first: AuditedEvent
        /// The history of the author's stream.
        let keys: [AuditedEvent]
    }

    /// Checks the hashes, and that the file is about one author.
    ///
    /// - Throws: `TrustError`, `ProofError`.
    func verify(_ policy: TrustPolicy) throws -> Result {
        let (verdict, keys) = try HistoryCheck(proof.keys).verify(policy)
        try proof.event.verify(in: verdict.checkpoint)
        try proof.first?.verify(in: verdict.checkpoint)
        let event = try AuditedEvent(proof.event.event, at: proof.event.index)
        let first =
            try proof.first.map { leaf throws(TrustError) in try AuditedEvent(leaf.event, at: leaf.index) } ?? event
        guard first.recorded.index == 0, event.recorded.index <= event.recorded.position,
            first.recorded.position == event.recorded.position - event.recorded.index
        else {
            throw TrustError(
                .mismatch,
                "position \(first.recorded.position) does not lead the append of position \(event.recorded.position)")
        }
        let author = event.recorded.author.id
        guard proof.keys.stream.utf8.elementsEqual(StreamName.author(author).rawValue.utf8) else {
            throw TrustError(.mismatch, "\(proof.keys.stream) is not about the keys of \(author)")
        }
        return Result(verdict: verdict, event: event, first: first, keys: keys)
    }

    /// Where a key was put in force that was in force still in front of a position.
    ///
    /// - Throws: `TrustError` (`mismatch`) when the log says that it was not.
    static func registration(
        of key: AuthorPublicKey, for author: ActorID, at position: UInt64, in history: [AuditedEvent]
    ) throws(TrustError) -> UInt64 {
        var inForce: (key: AuthorPublicKey, since: UInt64)?
        var until: UInt64?
        for event in history.map(\.recorded) where event.position < position {
            do throws(EventError) {
                guard let change = try KeyChange(event), change.author == author else { continue }
                if inForce?.key == key { until = event.position }
                inForce = change.key.map { ($0, event.position) }
            } catch {
                throw TrustError(
                    .mismatch, "the event about a key at position \(event.position) does not read: \(error)")
            }
        }
        guard let inForce, inForce.key == key else {
            let why = until.map { "was put out of force at position \($0)" } ?? "was not registered"
            throw TrustError(.mismatch, "the key \(key) of \(author) \(why), and signs at position \(position)")
        }
        return inForce.since
    }

    /// What an event does to the key of an author.
    private struct KeyChange {
        let author: ActorID
        /// The key from here on; `nil` for none.
        let key: AuthorPublicKey?

        /// `nil` for an event that does nothing to keys.
        init?(_ event: RecordedEvent) throws(EventError) {
            switch event.kind {
            case AuthorKeyRegistered.kind:
                let registered = try event.decode(AuthorKeyRegistered.self)
                (author, key) = (registered.author, registered.key)
            case AuthorKeyRotated.kind:
                let rotated = try event.decode(AuthorKeyRotated.self)
                (author, key) = (rotated.author, rotated.key)
            case AuthorKeyRevoked.kind: (author, key) = (try event.decode(AuthorKeyRevoked.self).author, nil)
            default: return nil
            }
        }
    }
}
