public import DealtrailModel

/// What is known of a subject when something about it is decided.
public struct SubjectState: Sendable {
    /// The keys that were erased.
    var erased: Set<ContentDigest> = []

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
    /// Erasures.
    public static let fold = Fold<SubjectState> {
        On(SubjectErased.self) { state, event in state.erased.formUnion(event.keys) }
    }

    /// The erasures of a subject.
    static func scope(_ subject: SubjectID) -> Query {
        Query(items: [Query.Item(kinds: fold.kinds, tags: [.subject(subject)])])
    }
}
