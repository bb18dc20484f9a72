public import DealtrailModel

extension Account {
    /// Gives an account back to the pool (`docs/features.md` rows 103 and 106).
    public struct Release: Command {
        /// The account.
        public let account: AccountID
        /// What leads to it.
        public let cause: ReleaseCause
        /// Why, in words; needed unless it is for want of interaction.
        public let reason: String?

        /// `account.release`.
        public static let kind: EventKind = "account.release"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account.
        public var tags: [Tag] { [.account(account)] }
        /// Everything that concerns the account, since the policy may count any of it.
        public var scope: Query { .tag(.account(account)) }

        /// Refuses an unknown account, a missing reason, and a release for want of interaction while the deadline
        /// `pool-release` of the policy has not been missed (`account.not-idle`) or is not there
        /// (`account.no-release-rule`).
        ///
        /// An account that nobody owns is released already. What happened at no known time counts for nothing.
        public func decide(_ state: AccountReleaseState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent]
        {
            let policy = try context.salesPolicy()
            let facts = try state.accounts.require(account, policy)
            guard let owner = facts.owner else { return [] }
            guard cause == .inactivity else {
                try policy.requireReason(reason ?? "", rule: "account.reason-required", of: account)
                return [
                    ProposedEvent(AccountReleased(account: account, owner: owner, cause: cause, reason: reason))
                ]
            }
            let why = try requireIdle(state, tier: facts.tier, at: context.now, policy)
            return [
                ProposedEvent(
                    AccountReleased(
                        account: account, owner: owner, cause: cause, reason: reason, explanation: why.description,
                        policyVersion: policy.version))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case cause = 2
            case reason = 3
        }

        /// Decisions rest on the account and on what happened with it.
        public typealias Decider = AccountReleaseDecider
    }

    /// Gives an account back to the pool.
    public static func release(_ account: AccountID, _ cause: ReleaseCause, reason: String? = nil) -> Release {
        Release(account: account, cause: cause, reason: reason)
    }
}

extension Account.Release {
    /// The deadline after which the pool takes an account back.
    static let rule: RuleName = "pool-release"

    private func requireIdle(
        _ state: AccountReleaseState, tier: TierName?, at now: Timestamp, _ policy: SalesPolicy
    ) throws(Refusal) -> RuleExplanation {
        guard let deadline = policy.book.deadline(Self.rule) else {
            throw policy.refusal(
                "account.no-release-rule", "the policy has no deadline \(Self.rule); say why it is released",
                ["account": account])
        }
        let status = deadline.status(
            after: state.history, at: now, subject: tier?.rawValue, in: policy.book, version: policy.version)
        guard status.value.phase == .missed else {
            throw policy.refusal(
                "account.not-idle", status.why.conclusion,
                [
                    "account": account, "phase": status.value.phase.rawValue, "now": now,
                    "due": status.value.due?.description ?? "none",
                    "event": status.value.event?.description ?? "none",
                ])
        }
        return status.why
    }
}
