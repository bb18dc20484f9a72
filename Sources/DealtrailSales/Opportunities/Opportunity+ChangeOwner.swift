public import DealtrailModel

extension Opportunity {
    /// Gives an opportunity to another representative.
    public struct ChangeOwner: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The owner from here on.
        public let owner: ActorID
        /// Why.
        public let reason: String

        /// `opportunity.change-owner`.
        public static let kind: EventKind = "opportunity.change-owner"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses an unknown opportunity and a missing reason; a closed one may go to somebody else.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(owner)
            let facts = try state.require(opportunity, open: false, policy)
            try policy.requireReason(reason, rule: "opportunity.reason-required", of: opportunity)
            guard facts.owner != owner else { return [] }
            return [
                ProposedEvent(
                    OpportunityOwnerChanged(
                        opportunity: opportunity, owner: owner, previous: facts.owner, reason: reason,
                        account: facts.created.account))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case owner = 2
            case reason = 3
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Gives an opportunity to another representative.
    public static func changeOwner(_ opportunity: OpportunityID, to owner: ActorID, reason: String) -> ChangeOwner {
        ChangeOwner(opportunity: opportunity, owner: owner, reason: reason)
    }
}
