public import DealtrailModel

extension Opportunity {
    /// Closes an opportunity as won.
    public struct Win: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// What it brings.
        public let amount: Money

        /// `opportunity.win`.
        public static let kind: EventKind = "opportunity.win"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses a closed opportunity and a negative amount.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(opportunity, policy)
            try policy.requireNotNegative(amount, "amount")
            return [
                ProposedEvent(
                    OpportunityWon(
                        opportunity: opportunity, amount: amount, account: facts.created.account, owner: facts.owner,
                        product: facts.created.product))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case amount = 2
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Closes an opportunity as won.
    public static func win(_ opportunity: OpportunityID, amount: Money) -> Win {
        Win(opportunity: opportunity, amount: amount)
    }
}
