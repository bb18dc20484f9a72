public import DealtrailModel

extension Opportunity {
    /// Moves an opportunity to a stage of its pinned path, forward or back (`docs/features.md` rows 30 and 31).
    public struct Advance: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The stage that it is to enter.
        public let stage: StageName
        /// Why; a regress and a re-entry need one unless the policy lets them go freely.
        public let reason: String?

        /// `opportunity.advance`.
        public static let kind: EventKind = "opportunity.advance"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses a closed opportunity, an unknown stage, missing evidence, and going back or entering again where the policy does
        /// not allow it, or not without a reason (``StageMoveRules``).
        ///
        /// A skip is allowed and recorded as one; it does not pass by the evidence of the stages that it skips.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(opportunity, policy)
            guard let movement = facts.movement(to: stage) else {
                let known = facts.created.stages.map(\.name.rawValue).joined(separator: ", ")
                throw policy.refusal(
                    "opportunity.unknown-stage",
                    "the pipeline \(facts.created.pipeline) version \(facts.created.pipelineVersion) has no stage \(stage)",
                    ["opportunity": opportunity, "stage": stage, "stages": known])
            }
            guard facts.stage != stage else { return [] }
            try facts.requireMove(movement, to: stage, reason: reason, policy)
            try facts.requireEvidence(for: stage, movement, policy)
            return [
                ProposedEvent(
                    OpportunityStageEntered(
                        opportunity: opportunity, stage: stage, from: facts.stage, movement: movement, reason: reason,
                        account: facts.created.account, owner: facts.owner, product: facts.created.product))
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

    /// Moves an opportunity to a stage of its pinned path.
    public static func advance(_ opportunity: OpportunityID, to stage: StageName, reason: String? = nil) -> Advance {
        Advance(opportunity: opportunity, stage: stage, reason: reason)
    }
}
