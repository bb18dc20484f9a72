public import DealtrailModel

extension Lead {
    /// Takes in a lead (`docs/features.md` rows 84, 92 and 99).
    public struct Capture: Command {
        /// The lead.
        public let lead: LeadID
        /// Where it comes from; never changed.
        public let source: LeadSource
        /// The campaign.
        public let campaign: String?
        /// The word that gave it away.
        public let keyword: String?
        /// Its score; the policy says which band that is.
        public let score: ScaledDecimal?
        /// The account that it came from.
        public let account: AccountID?

        /// `lead.capture`.
        public static let kind: EventKind = "lead.capture"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead and account.
        public var tags: [Tag] { Tag.list(.lead(lead), account.map(Tag.account)) }
        /// The lead, and the creation of the account.
        public var scope: Query { LeadDecider.scope(lead).or(OpportunityDecider.scope(account)) }

        /// Refuses a lead that exists otherwise (`lead.exists`), an unknown account, and a score in no band
        /// (`lead.no-band`).
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(lead, source, account)
            if let facts = state.leads[lead] {
                guard facts.captured.source == source, facts.captured.score == score, facts.captured.account == account
                else {
                    throw policy.refusal("lead.exists", "the lead \(lead) exists already", ["lead": lead])
                }
                return []
            }
            if let account { try policy.requireAccount(account, in: state.accounts) }
            let grade = try policy.grade(of: score, lead)
            return [
                ProposedEvent(
                    LeadCaptured(
                        lead: lead, source: source, campaign: campaign, keyword: keyword, score: score, grade: grade,
                        policyVersion: grade == nil ? nil : policy.version, account: account))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
            case source = 2
            case campaign = 3
            case keyword = 4
            case score = 5
            case account = 6
        }

        /// Decisions rest on the lead.
        public typealias Decider = LeadDecider
    }

    /// Takes in a lead.
    public static func capture(
        _ lead: LeadID, from source: LeadSource, campaign: String? = nil, keyword: String? = nil,
        score: ScaledDecimal? = nil, account: AccountID? = nil
    ) -> Capture {
        Capture(lead: lead, source: source, campaign: campaign, keyword: keyword, score: score, account: account)
    }
}
