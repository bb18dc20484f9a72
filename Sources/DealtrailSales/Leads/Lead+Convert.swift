public import DealtrailModel

extension Lead {
    /// Makes a customer of a lead (`docs/features.md` row 98).
    public struct Convert: Command {
        /// The lead.
        public let lead: LeadID
        /// The account that it became.
        public let account: AccountID
        /// The opportunity that it became.
        public let opportunity: OpportunityID?

        /// `lead.convert`.
        public static let kind: EventKind = "lead.convert"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead, account and opportunity.
        public var tags: [Tag] { Tag.list(.lead(lead), .account(account), opportunity.map(Tag.opportunity)) }
        /// The lead, and the creation of the account and opportunity.
        public var scope: Query {
            LeadDecider.scope(lead).or(ActivityDecider.scope(account: account, lead: nil, opportunity: opportunity))
        }

        /// Refuses an unknown lead, one that ended otherwise (`lead.closed`), and an unknown account or opportunity.
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(account, opportunity)
            let converted = LeadConverted(
                lead: lead, account: account, opportunity: opportunity, owner: state.leads[lead]?.owner)
            if let known = state.leads[lead]?.converted, known == converted { return [] }
            try state.require(lead, policy)
            try policy.requireAccount(account, in: state.accounts)
            if let opportunity { try policy.requireOpportunity(opportunity, exists: state.opportunityExists) }
            return [ProposedEvent(converted)]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
            case account = 2
            case opportunity = 3
        }

        /// Decisions rest on the lead.
        public typealias Decider = LeadDecider
    }

    /// Makes a customer of a lead.
    public static func convert(_ lead: LeadID, into account: AccountID, opportunity: OpportunityID? = nil) -> Convert {
        Convert(lead: lead, account: account, opportunity: opportunity)
    }
}
