public import DealtrailModel

/// What is known of an account when something about it is decided.
public struct AccountState: Sendable {
    var accounts: [AccountID: Facts] = [:]

    struct Facts: Sendable {
        var owner: ActorID?
        var tier: TierName?
        /// The last tier that purchases led to, with the event.
        var computed: (tier: TierName, event: EventID)?
        var absorbedBy: AccountID?
    }

    subscript(id: AccountID) -> Facts? { accounts[id] }

    /// Checks that an account exists.
    ///
    /// - Throws: ``Refusal`` (`account.unknown`).
    @discardableResult
    func require(_ id: AccountID, _ policy: SalesPolicy) throws(Refusal) -> Facts {
        guard let facts = accounts[id] else {
            throw policy.refusal("account.unknown", "there is no account \(id); create it first", ["account": id])
        }
        return facts
    }
}

/// Folds what decisions about accounts rest on.
public enum AccountDecider: Decider {
    /// No account yet.
    public static let initial = AccountState()
    /// Creation, tier, owner, claim, release, merge and split.
    public static let fold = Fold<AccountState> {
        On(AccountCreated.self) { state, event in
            state.accounts[event.account] = .init(owner: event.owner, tier: event.tier)
        }
        On(AccountTiered.self) { state, event, view in
            state.accounts[event.account]?.tier = event.tier
            guard event.policyVersion != nil, event.reason == nil else { return }
            state.accounts[event.account]?.computed = (event.tier, try view.id)
        }
        On(AccountOwnerChanged.self) { state, event in state.accounts[event.account]?.owner = event.owner }
        On(AccountClaimed.self) { state, event in state.accounts[event.account]?.owner = event.owner }
        On(AccountReleased.self) { state, event in state.accounts[event.account]?.owner = nil }
        On(AccountsMerged.self) { state, event in state.accounts[event.absorbed]?.absorbedBy = event.account }
        On(AccountsSplit.self) { state, event in state.accounts[event.restored]?.absorbedBy = nil }
    }

    /// The events about an account itself, and not the thousands that merely concern it.
    static func scope(_ ids: AccountID...) -> Query {
        Query(items: ids.map { Query.Item(kinds: fold.kinds, tags: [.account($0)]) })
    }
}
