public import DealtrailModel

extension Opportunity {
    /// Closes an opportunity as lost.
    public struct Lose: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// Why, such as `price` or `approval-delay`.
        public let reason: String

        /// `opportunity.lose`.
        public static let kind: EventKind = "opportunity.lose"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses a closed opportunity and a missing reason.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(opportunity, policy)
            try policy.requireReason(reason, rule: "opportunity.reason-required", of: opportunity)
            return [
                ProposedEvent(
                    OpportunityLost(
                        opportunity: opportunity, reason: reason, amount: facts.created.amount,
                        account: facts.created.account,
                        owner: facts.owner, product: facts.created.product))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case reason = 2
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Closes an opportunity as lost.
    public static func lose(_ opportunity: OpportunityID, reason: String) -> Lose {
        Lose(opportunity: opportunity, reason: reason)
    }
}
