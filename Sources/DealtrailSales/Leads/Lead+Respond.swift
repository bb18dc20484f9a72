public import DealtrailModel

extension Lead {
    /// Records that the representative answered a lead for the first time (`docs/features.md` rows 93, 96 and 100).
    public struct Respond: Command {
        /// The lead.
        public let lead: LeadID

        /// `lead.respond`.
        public static let kind: EventKind = "lead.respond"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead.
        public var tags: [Tag] { [.lead(lead)] }
        /// The lead.
        public var scope: Query { LeadDecider.scope(lead) }

        /// Refuses an unknown or closed lead, one that nobody has (`lead.unassigned`), an answer that no person gave
        /// (`lead.not-human`), and an answer of somebody else (`lead.not-yours`).
        ///
        /// Later answers change nothing.
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(lead, policy)
            let owner = try facts.requireOwner(of: lead, policy)
            guard !facts.isAnswered else { return [] }
            let author = context.author
            guard author.kind == .person || author.onBehalfOf != nil else {
                throw policy.refusal(
                    "lead.not-human",
                    "only an answer of a person is the first one; say on whose behalf \(author.id) acts",
                    ["lead": lead, "author": author.id, "kind": author.kind])
            }
            guard author.id == owner || author.onBehalfOf == owner else {
                throw policy.refusal(
                    "lead.not-yours", "the lead \(lead) is with \(owner)",
                    ["lead": lead, "owner": owner, "author": author.id])
            }
            return [
                ProposedEvent(
                    LeadFirstResponseMade(lead: lead, owner: owner, assignedAt: facts.assignedAt, grade: facts.grade))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
        }

        /// Decisions rest on the lead.
        public typealias Decider = LeadDecider
    }

    /// Records that the representative answered a lead for the first time.
    public static func respond(to lead: LeadID) -> Respond {
        Respond(lead: lead)
    }
}
