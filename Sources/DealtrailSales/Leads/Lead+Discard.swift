public import DealtrailModel

extension Lead {
    /// Gives a lead up (`docs/features.md` rows 98 and 102).
    public struct Discard: Command {
        /// The lead.
        public let lead: LeadID
        /// Why.
        public let reason: String

        /// `lead.discard`.
        public static let kind: EventKind = "lead.discard"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead.
        public var tags: [Tag] { [.lead(lead)] }
        /// The lead.
        public var scope: Query { LeadDecider.scope(lead) }

        /// Refuses an unknown lead, one that was converted (`lead.closed`), and a missing reason.
        ///
        /// One that was given up is given up once.
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            if state.leads[lead]?.isDiscarded == true { return [] }
            let facts = try state.require(lead, policy)
            try policy.requireReason(reason, rule: "lead.reason-required", of: lead)
            return [ProposedEvent(LeadDiscarded(lead: lead, reason: reason, owner: facts.owner))]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
            case reason = 2
        }

        /// Decisions rest on the lead.
        public typealias Decider = LeadDecider
    }

    /// Gives a lead up.
    public static func discard(_ lead: LeadID, reason: String) -> Discard {
        Discard(lead: lead, reason: reason)
    }
}
