public import DealtrailModel

/// What is known of a promise when something about it is decided.
public struct CommitmentState: Sendable {
    /// What it belongs to.
    var subjects = SubjectsDecider.initial
    var made: [CommitmentID: CommitmentMade] = [:]
    /// Extensions with the customer's consent, in order.
    var extended: [CommitmentExtended] = []
    var fulfilled: CommitmentFulfilled?

    /// By when it is to be kept, when it was put off.
    var due: Timestamp? { extended.last?.due }

    /// Checks that the promise was made.
    ///
    /// - Throws: ``Refusal`` (`commitment.unknown`).
    func require(_ commitment: CommitmentID, _ policy: SalesPolicy) throws(Refusal) -> CommitmentMade {
        guard let made = made[commitment] else {
            throw policy.refusal(
                "commitment.unknown", "there is no promise \(commitment); make it first", ["commitment": commitment])
        }
        return made
    }
}

/// Folds what decisions about promises rest on.
public enum CommitmentDecider: Decider {
    /// No promise yet.
    public static let initial = CommitmentState()
    /// The promise, and the beginning of what it belongs to.
    public static let fold = Fold<CommitmentState> {
        Fold.rows(of: SubjectsDecider.self, \.subjects)
        On(CommitmentMade.self) { state, event in state.made[event.commitment] = event }
        On(CommitmentExtended.self) { state, event in
            // Without consent it moved nothing, whatever an import says.
            if event.evidence != nil { state.extended.append(event) }
        }
        On(CommitmentFulfilled.self) { state, event in state.fulfilled = event }
    }

    static func scope(_ commitment: CommitmentID) -> Query {
        let kinds: Set = [CommitmentMade.kind, CommitmentExtended.kind, CommitmentFulfilled.kind]
        return Query(items: [.init(kinds: kinds, tags: [.commitment(commitment)])])
    }
}
