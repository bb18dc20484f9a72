public import DealtrailModel

extension Account {
    /// Takes an account out of the pool, with a promise to look after it (`docs/features.md` rows 103, 105 and 106).
    public struct Claim: Command {
        /// The account.
        public let account: AccountID
        /// Who is to own it; `nil` for the author.
        public let owner: ActorID?
        /// The count of the policy that he promises to reach; `nil` for `weekly-interaction`, if the policy has it.
        public let promise: RuleName?

        /// `account.claim`.
        public static let kind: EventKind = "account.claim"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account.
        public var tags: [Tag] { [.account(account)] }
        /// The events about the account itself.
        public var scope: Query { AccountDecider.scope(account) }

        /// Refuses an unknown account, one that belongs to another customer (`account.absorbed`), one that somebody
        /// owns (`account.owned`), and a promise that the policy does not count (`account.unknown-promise`).
        public func decide(_ state: AccountState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(owner)
            let facts = try state.require(account, policy)
            let claimer = owner ?? context.author.id
            if let other = facts.absorbedBy {
                throw policy.refusal(
                    "account.absorbed", "the account \(account) was merged into \(other); claim that one",
                    ["account": account, "into": other])
            }
            guard facts.owner != claimer else { return [] }
            if let other = facts.owner {
                throw policy.refusal(
                    "account.owned", "the account \(account) is with \(other); it is claimed when it was released",
                    ["account": account, "owner": other])
            }
            let count = policy.book.count(promise ?? Self.standardPromise)
            if let promise, count == nil {
                let known = policy.book.counts.map(\.name.rawValue).joined(separator: ", ")
                throw policy.refusal(
                    "account.unknown-promise", "the policy has no count \(promise)",
                    ["account": account, "known": known])
            }
            return [
                ProposedEvent(
                    AccountClaimed(
                        account: account, owner: claimer, promise: count?.name,
                        policyVersion: count == nil ? nil : policy.version))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case owner = 2
            case promise = 3
        }

        /// Decisions rest on the account.
        public typealias Decider = AccountDecider
    }

    /// Takes an account out of the pool.
    public static func claim(_ account: AccountID, by owner: ActorID? = nil, promise: RuleName? = nil) -> Claim {
        Claim(account: account, owner: owner, promise: promise)
    }
}

extension Account.Claim {
    /// What is promised where nothing else is said.
    static let standardPromise: RuleName = "weekly-interaction"
}
