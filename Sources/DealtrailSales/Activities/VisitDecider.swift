public import DealtrailModel

/// What is known of a visit when something about it is decided.
public struct VisitState: Sendable {
    /// What a nonce stands for.
    struct Facts: Hashable, Sendable {
        let visit: VisitID
        let account: AccountID
    }

    var visits: [VisitID: VisitCheckedIn] = [:]
    var nonces: [String: Facts] = [:]
    var completed: [VisitID: VisitCompleted] = [:]
    /// The accounts that exist, of those in scope.
    var accounts: Set<AccountID> = []
}

/// Folds what decisions about visits rest on.
public enum VisitDecider: Decider {
    /// No visit yet.
    public static let initial = VisitState()
    /// Check-in, completion and the account's creation.
    public static let fold = Fold<VisitState> {
        On(AccountCreated.self) { state, event in state.accounts.insert(event.account) }
        On(VisitCheckedIn.self) { state, event in
            state.visits[event.visit] = event
            if let nonce = event.nonce { state.nonces[nonce] = .init(visit: event.visit, account: event.account) }
        }
        On(VisitCompleted.self) { state, event in state.completed[event.visit] = event }
    }

    static func scope(_ visit: VisitID) -> Query {
        Query(items: [.init(kinds: [VisitCheckedIn.kind, VisitCompleted.kind], tags: [.visit(visit)])])
    }

    static func scope(_ visit: VisitID, nonce: String, account: AccountID) -> Query {
        scope(visit).or(Query(items: [.init(kinds: [VisitCheckedIn.kind], tags: [.deviceNonce(nonce)])]))
            .or(OpportunityDecider.scope(account))
    }
}
