public import DealtrailModel

extension Account {
    /// States that two accounts are one customer (`docs/features.md` row 75).
    public struct Merge: Command {
        /// The account that stays.
        public let account: AccountID
        /// The account that counts as part of it.
        public let absorbed: AccountID
        /// Why.
        public let reason: String

        /// `account.merge`.
        public static let kind: EventKind = "account.merge"
        /// That of the account that stays.
        public var subject: StreamName { .account(account) }
        /// Both accounts.
        public var tags: [Tag] { [.account(account), .account(absorbed)] }
        /// The events about both accounts themselves.
        public var scope: Query { AccountDecider.scope(account, absorbed) }

        /// Refuses unknown accounts, an account with itself, and one that belongs to another already.
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let kept = try state.require(account, policy)
            let facts = try state.require(absorbed, policy)
            try policy.requireReason(reason, rule: "account.reason-required", of: account)
            if facts.absorbedBy == account { return [] }
            guard account != absorbed, kept.absorbedBy == nil, facts.absorbedBy == nil else {
                throw policy.refusal(
                    "account.merge-chain",
                    "an account is merged once, and not into one that is merged itself; split first",
                    ["account": account, "absorbed": absorbed])
            }
            return [ProposedEvent(AccountsMerged(account: account, absorbed: absorbed, reason: reason))]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case absorbed = 2
            case reason = 3
        }

        /// Decisions rest on the accounts.
        public typealias Decider = AccountDecider
    }

    /// States that two accounts are one customer.
    public static func merge(_ absorbed: AccountID, into account: AccountID, reason: String) -> Merge {
        Merge(account: account, absorbed: absorbed, reason: reason)
    }
}
