public import DealtrailModel

extension Opportunity {
    /// Opens a closed opportunity again, in the stage that it was in or another.
    public struct Reopen: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The stage that it is to be in; `nil` for the one that it was in.
        public let stage: StageName?
        /// Why.
        public let reason: String

        /// `opportunity.reopen`.
        public static let kind: EventKind = "opportunity.reopen"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses an open opportunity, an unknown stage, missing evidence, a missing reason, and another stage where the policy lets
        /// nobody go back or enter again (``StageMoveRules``).
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(opportunity, open: false, policy)
            try policy.requireReason(reason, rule: "opportunity.reason-required", of: opportunity)
            guard facts.ending != nil else {
                throw policy.refusal("opportunity.open", "the opportunity is open", ["opportunity": opportunity])
            }
            let target = stage ?? facts.stage
            if let target {
                guard let movement = facts.movement(to: target) else {
                    throw policy.refusal(
                        "opportunity.unknown-stage", "its pipeline has no stage \(target)",
                        ["opportunity": opportunity, "stage": target])
                }
                // Where it was it is again; elsewhere it moves.
                if target != facts.stage { try facts.requireMove(movement, to: target, reason: reason, policy) }
                try facts.requireEvidence(for: target, movement, policy)
            }
            return [
                ProposedEvent(
                    OpportunityReopened(
                        opportunity: opportunity, stage: target, reason: reason, account: facts.created.account,
                        owner: facts.owner, product: facts.created.product))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case stage = 2
            case reason = 3
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Opens a closed opportunity again.
    public static func reopen(_ opportunity: OpportunityID, at stage: StageName? = nil, reason: String) -> Reopen {
        Reopen(opportunity: opportunity, stage: stage, reason: reason)
    }
}
