public import DealtrailModel

extension Touchpoint {
    /// Sets a step of the follow-up rhythm, by when it is to be done and what is to be handed in (`docs/features.md`
    /// rows 34 and 35).
    public struct Open: Command {
        /// The touchpoint.
        public let touchpoint: TouchpointID
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The step of the rhythm.
        public let step: TouchpointStep
        /// By when it is to be done.
        public let due: Timestamp
        /// What is to be handed in.
        public let deliverable: EvidenceKind?
        /// Who is to do it; `nil` for the opportunity's owner.
        public let owner: ActorID?

        /// `touchpoint.open`.
        public static let kind: EventKind = "touchpoint.open"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The touchpoint and opportunity.
        public var tags: [Tag] { [.touchpoint(touchpoint), .opportunity(opportunity)] }
        /// The events about the opportunity itself, and the touchpoint.
        public var scope: Query { OpportunityDecider.scope(opportunity).or(TouchpointDecider.scope(touchpoint)) }

        /// Refuses an unknown or closed opportunity, a due time that has passed (`touchpoint.due-passed`), and a
        /// touchpoint that exists otherwise (`touchpoint.exists`).
        public func decide(_ state: TouchpointState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(touchpoint, step, deliverable, owner)
            let facts = try state.opportunity.require(opportunity, policy)
            let known = state.opened[touchpoint]
            let opened = TouchpointOpened(
                touchpoint: touchpoint, opportunity: opportunity, step: step, due: due, deliverable: deliverable,
                account: facts.created.account, owner: owner ?? known?.owner ?? facts.owner)
            guard known != opened else { return [] }
            guard known == nil else {
                throw policy.refusal(
                    "touchpoint.exists", "the touchpoint \(touchpoint) is open already", ["touchpoint": touchpoint])
            }
            try policy.requireAhead(due, in: context, rule: "touchpoint.due-passed", of: touchpoint)
            return [ProposedEvent(opened)]
        }

        package enum CodingKeys: Int, CodingKey {
            case touchpoint = 1
            case opportunity = 2
            case step = 3
            case due = 4
            case deliverable = 5
            case owner = 6
        }

        /// Decisions rest on the opportunity and its touchpoints.
        public typealias Decider = TouchpointDecider
    }

    /// Sets a step of the follow-up rhythm.
    public static func open(
        _ touchpoint: TouchpointID, of opportunity: OpportunityID, step: TouchpointStep, due: Timestamp,
        deliverable: EvidenceKind? = nil, by owner: ActorID? = nil
    ) -> Open {
        Open(
            touchpoint: touchpoint, opportunity: opportunity, step: step, due: due, deliverable: deliverable,
            owner: owner)
    }
}
