public import DealtrailModel

extension Account {
    /// Takes a merge of two accounts back (`docs/features.md` row 75).
    public struct Split: Command {
        /// The account that had absorbed the other.
        public let account: AccountID
        /// The account that is to stand on its own again.
        public let restored: AccountID
        /// Why.
        public let reason: String

        /// `account.unmerge`.
        public static let kind: EventKind = "account.unmerge"
        /// That of the account that had absorbed the other.
        public var subject: StreamName { .account(account) }
        /// Both accounts.
        public var tags: [Tag] { [.account(account), .account(restored)] }
        /// The events about both accounts themselves.
        public var scope: Query { AccountDecider.scope(account, restored) }

        /// Refuses accounts that are not merged (`account.not-merged`) and a missing reason.
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireReason(reason, rule: "account.reason-required", of: account)
            guard try state.require(restored, policy).absorbedBy == account else {
                throw policy.refusal(
                    "account.not-merged", "\(restored) is not merged into \(account)",
                    ["account": account, "restored": restored])
            }
            return [ProposedEvent(AccountsSplit(account: account, restored: restored, reason: reason))]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case restored = 2
            case reason = 3
        }

        /// Decisions rest on the accounts.
        public typealias Decider = AccountDecider
    }

    /// Takes a merge of two accounts back.
    public static func split(_ restored: AccountID, from account: AccountID, reason: String) -> Split {
        Split(account: account, restored: restored, reason: reason)
    }
}
