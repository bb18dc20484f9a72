public import DealtrailModel

extension Account {
    /// Brings an account into being (`docs/features.md` row 75).
    public struct Create: Command {
        /// The account.
        public let account: AccountID
        /// The representative who is to own it.
        public let owner: ActorID?
        /// The tier it starts in.
        public let tier: TierName?
        /// The industry, as the tenant names it.
        public let industry: String?
        /// The sales region, as the tenant names it.
        public let region: String?

        /// `account.create`.
        public static let kind: EventKind = "account.create"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account.
        public var tags: [Tag] { [.account(account)] }
        /// The events about the account itself.
        public var scope: Query { AccountDecider.scope(account) }

        /// Refuses an account that exists (`account.exists`) and a tier that the rules do not know (`account.unknown-tier`).
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(account, owner)
            guard state[account] == nil else {
                throw policy.refusal("account.exists", "the account \(account) exists already", ["account": account])
            }
            if let tier { try policy.requireTier(tier) }
            return [
                ProposedEvent(
                    AccountCreated(account: account, owner: owner, tier: tier, industry: industry, region: region))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case owner = 2
            case tier = 3
            case industry = 4
            case region = 5
        }

        /// Decisions rest on the account.
        public typealias Decider = AccountDecider
    }

    /// Brings an account into being.
    public static func create(
        _ account: AccountID, owner: ActorID? = nil, tier: TierName? = nil, industry: String? = nil,
        region: String? = nil
    ) -> Create {
        Create(account: account, owner: owner, tier: tier, industry: industry, region: region)
    }
}

extension SalesPolicy {
    /// Checks that the rules know a tier.
    ///
    /// - Throws: ``Refusal`` (`account.unknown-tier`).
    func requireTier(_ tier: TierName) throws(Refusal) {
        guard tiering.knows(tier) else {
            let known = tiering.thresholds.map(\.tier.rawValue) + [tiering.otherwise.rawValue]
            throw refusal(
                "account.unknown-tier", "the rules have no tier \(tier)",
                ["tier": tier, "known": known.joined(separator: ", ")])
        }
    }
}
