public import DealtrailModel

extension Meeting {
    /// Records that people met (`docs/features.md` rows 54 and 56).
    public struct Hold: Command {
        /// The meeting.
        public let meeting: MeetingID
        /// The account that was met.
        public let account: AccountID?
        /// The lead that was met.
        public let lead: LeadID?
        /// The representative who met it; `nil` for the author.
        public let owner: ActorID?
        /// What it was about.
        public let opportunity: OpportunityID?
        /// The SHA-256 of the minutes, which lie in the blobs.
        public let evidence: ContentDigest?

        /// `meeting.hold`.
        public static let kind: EventKind = "meeting.hold"
        /// The account's, else the lead's, else its own.
        public var subject: StreamName {
            account.map(StreamName.account) ?? lead.map(StreamName.lead) ?? .meeting(meeting)
        }
        /// The meeting, account, lead and opportunity.
        public var tags: [Tag] {
            Tag.list(.meeting(meeting), account.map(Tag.account), lead.map(Tag.lead), opportunity.map(Tag.opportunity))
        }
        /// The meeting, and the creation of what it is about.
        public var scope: Query {
            ActivityDecider.scope(tag: .meeting(meeting), account: account, lead: lead, opportunity: opportunity)
        }

        /// Refuses a meeting with nobody (`activity.no-customer`), an unknown account, lead or opportunity, and a
        /// meeting that exists otherwise (`meeting.exists`).
        ///
        /// The minutes may be handed in later: the same meeting is then recorded once more, with them.
        public func decide(_ state: ActivityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(meeting, account, lead, owner, opportunity)
            try state.requireCustomer(account: account, lead: lead, opportunity: opportunity, policy)
            let known = state.meetings[meeting]
            let owner = owner ?? known?.owner ?? context.author.id
            return try policy.record(evidence, known: known, rule: "meeting.exists", name: meeting) { evidence in
                MeetingHeld(
                    meeting: meeting, account: account, lead: lead, owner: owner, opportunity: opportunity,
                    evidence: evidence)
            }
        }

        package enum CodingKeys: Int, CodingKey {
            case meeting = 1
            case account = 2
            case lead = 3
            case owner = 4
            case opportunity = 5
            case evidence = 6
        }

        /// Decisions rest on what is known of the meeting.
        public typealias Decider = ActivityDecider
    }

    /// Records that people met.
    public static func hold(
        _ meeting: MeetingID, with account: AccountID? = nil, lead: LeadID? = nil, by owner: ActorID? = nil,
        about opportunity: OpportunityID? = nil, minutes evidence: ContentDigest? = nil
    ) -> Hold {
        Hold(meeting: meeting, account: account, lead: lead, owner: owner, opportunity: opportunity, evidence: evidence)
    }
}
