public import DealtrailModel

extension Lead {
    /// Records that a lead was reached for the first time (`docs/features.md` row 98).
    public struct Contact: Command {
        /// The lead.
        public let lead: LeadID

        /// `lead.contact`.
        public static let kind: EventKind = "lead.contact"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead.
        public var tags: [Tag] { [.lead(lead)] }
        /// The lead.
        public var scope: Query { LeadDecider.scope(lead) }

        /// Refuses an unknown or closed lead, and one that nobody has (`lead.unassigned`).
        ///
        /// Later contacts are calls, visits and meetings; they change nothing here.
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(lead, policy)
            let owner = try facts.requireOwner(of: lead, policy)
            guard !facts.isContacted else { return [] }
            return [ProposedEvent(LeadFirstContactMade(lead: lead, owner: owner, grade: facts.grade))]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
        }

        /// Decisions rest on the lead.
        public typealias Decider = LeadDecider
    }

    /// Records that a lead was reached for the first time.
    public static func contact(_ lead: LeadID) -> Contact {
        Contact(lead: lead)
    }
}
