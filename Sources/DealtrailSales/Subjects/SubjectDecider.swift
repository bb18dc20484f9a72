public import DealtrailModel

/// What is known of a subject when something about it is decided.
public struct SubjectState: Sendable {
    /// The keys that were erased.
    var erased: Set<ContentDigest> = []
    /// The keys that sealed private notes, of those in scope, with the last event of each.
    var notes: [ContentDigest: EventID] = [:]

    /// Checks that a value was sealed with a key that is still there.
    ///
    /// - Throws: ``Refusal`` (`subject.key-erased`).
    func requireKey<Value>(of sealed: Sealed<Value>, _ policy: SalesPolicy) throws(Refusal) {
        guard erased.contains(sealed.commitment) else { return }
        throw policy.refusal(
            "subject.key-erased", "the key that sealed this was destroyed meanwhile; seal it again",
            ["subject": sealed.subject, "key": sealed.commitment])
    }
}

/// Folds what decisions about subjects rest on.
public enum SubjectDecider: Decider {
    /// Nothing erased yet.
    public static let initial = SubjectState()
    /// Erasures, and private notes.
    public static let fold = Fold<SubjectState> {
        On(SubjectErased.self) { state, event in state.erased.formUnion(event.keys) }
        On(PrivateNoteAdded.self) { state, event, view in state.notes[event.text.commitment] = try view.id }
    }

    /// The erasures of a subject.
    static func scope(_ subject: SubjectID) -> Query {
        Query(items: [Query.Item(kinds: [SubjectErased.kind], tags: [.subject(subject)])])
    }

    /// The private notes of a subject.
    static func notes(of subject: SubjectID) -> Query {
        Query(items: [Query.Item(kinds: [PrivateNoteAdded.kind], tags: [.owner(ActorID(subject.rawValue))])])
    }
}
