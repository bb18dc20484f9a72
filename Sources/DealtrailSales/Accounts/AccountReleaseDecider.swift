public import DealtrailModel

/// What is known of an account when it goes back into the pool.
public struct AccountReleaseState: Sendable {
    var accounts = AccountDecider.initial
    private var occurrences: [Occurrence] = []

    /// What happened with the account, in the order in which it happened.
    var history: [Occurrence] {
        occurrences.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    mutating func note(_ event: borrowing EventView) throws {
        try AccountDecider.fold.apply(event, to: &accounts)
        if let occurrence = try Occurrence(event) { occurrences.append(occurrence) }
    }
}

/// Folds what the release of an account rests on.
public enum AccountReleaseDecider: Decider {
    /// Nothing yet.
    public static let initial = AccountReleaseState()
    /// Every event: the policy says which of them count.
    public static let fold = Fold<AccountReleaseState> {
        Catalog.salesEvents.map { event in
            Fold.Row(kind: event.kind) { state, event in try state.note(event) }
        }
    }
}
