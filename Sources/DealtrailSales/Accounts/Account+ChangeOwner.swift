public import DealtrailModel

extension Account {
    /// Gives an account to another representative.
    public struct ChangeOwner: Command {
        /// The account.
        public let account: AccountID
        /// The owner from here on.
        public let owner: ActorID
        /// Why.
        public let reason: String

        /// `account.change-owner`.
        public static let kind: EventKind = "account.change-owner"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account.
        public var tags: [Tag] { [.account(account)] }
        /// The events about the account itself.
        public var scope: Query { AccountDecider.scope(account) }

        /// Refuses an unknown account and a missing reason.
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(owner)
            let facts = try state.require(account, policy)
            try policy.requireReason(reason, rule: "account.reason-required", of: account)
            guard facts.owner != owner else { return [] }
            return [
                ProposedEvent(
                    AccountOwnerChanged(account: account, owner: owner, previous: facts.owner, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case owner = 2
            case reason = 3
        }

        /// Decisions rest on the account.
        public typealias Decider = AccountDecider
    }

    /// Gives an account to another representative.
    public static func changeOwner(_ account: AccountID, to owner: ActorID, reason: String) -> ChangeOwner {
        ChangeOwner(account: account, owner: owner, reason: reason)
    }
}
