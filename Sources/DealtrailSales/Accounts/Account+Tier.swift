public import DealtrailModel

extension Account {
    /// Sets the tier of an account (`docs/features.md` row 82).
    public struct Tier: Command {
        /// The account.
        public let account: AccountID
        /// The tier.
        public let tier: TierName
        /// Why; for a tier that was set by hand.
        public let reason: String?
        /// What the account bought over the trailing days of the rules; for a tier that was computed.
        public let purchases: Money?

        /// `account.tier`.
        public static let kind: EventKind = "account.tier"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account.
        public var tags: [Tag] { [.account(account)] }
        /// The events about the account itself.
        public var scope: Query { AccountDecider.scope(account) }

        /// Refuses an unknown account or tier, a tier by hand without a reason, one that its purchases do not lead to, and one
        /// against those where the policy lets nobody set it (`override.account-tier`).
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(account, policy)
            try policy.requireTier(tier)
            if let purchases {
                let computed = policy.tiering.tier(for: purchases)
                guard computed == tier || reason != nil else {
                    throw policy.refusal(
                        "account.tier-threshold",
                        "purchases of \(purchases) lead to tier \(computed); another tier needs a reason",
                        ["account": account, "tier": tier, "computed": computed, "purchases": purchases])
                }
            } else {
                try policy.requireReason(reason ?? "", rule: "account.tier-reason", of: account)
            }
            guard facts.tier != tier else { return [] }
            let last = purchases == nil ? facts.computed : nil
            if let said = purchases.map({ policy.tiering.tier(for: $0) }) ?? last?.tier {
                try policy.requireOverride(
                    policy.overriding.accountTier, "account-tier", of: account, rule: said, person: tier,
                    event: last?.event)
            }
            return [
                ProposedEvent(
                    AccountTiered(
                        account: account, tier: tier, previous: facts.tier, reason: reason,
                        policyVersion: purchases == nil ? nil : policy.version))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case tier = 2
            case reason = 3
            case purchases = 4
        }

        /// Decisions rest on the account.
        public typealias Decider = AccountDecider
    }

    /// Sets the tier of an account by hand.
    public static func tier(_ account: AccountID, as tier: TierName, reason: String) -> Tier {
        Tier(account: account, tier: tier, reason: reason, purchases: nil)
    }

    /// Sets the tier of an account, knowing what its purchases lead to.
    public static func tier(
        _ account: AccountID, as tier: TierName, purchases: Money, reason: String
    ) -> Tier {
        Tier(account: account, tier: tier, reason: reason, purchases: purchases)
    }

    /// Sets the tier of an account that its purchases lead to.
    public static func tier(_ account: AccountID, as tier: TierName, purchases: Money) -> Tier {
        Tier(account: account, tier: tier, reason: nil, purchases: purchases)
    }
}
