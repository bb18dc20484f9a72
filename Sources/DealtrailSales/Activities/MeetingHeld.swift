public import DealtrailModel

/// People met, at a table or on a screen (`docs/features.md` rows 54 and 56).
///
/// With minutes or a recording it is evidenced.
public struct MeetingHeld: EvidencedEvent {
    /// `meeting.held`.
    public static let kind: EventKind = "meeting.held"

    /// The meeting.
    public let meeting: MeetingID
    /// The account that was met, when it is one already.
    public let account: AccountID?
    /// The lead that was met, when it is no account yet.
    public let lead: LeadID?
    /// The representative who met it, when known.
    public let owner: ActorID?
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The SHA-256 of the minutes or of the recording; `nil` when there is none.
    public let evidence: ContentDigest?

    /// Creates the event.
    public init(
        meeting: MeetingID, account: AccountID? = nil, lead: LeadID? = nil, owner: ActorID? = nil,
        opportunity: OpportunityID? = nil, evidence: ContentDigest? = nil
    ) {
        self.meeting = meeting
        self.account = account
        self.lead = lead
        self.owner = owner
        self.opportunity = opportunity
        self.evidence = evidence
    }

    /// The account's, else the lead's, else its own.
    public var stream: StreamName { account.map(StreamName.account) ?? lead.map(StreamName.lead) ?? .meeting(meeting) }
    /// The meeting, account, lead, opportunity and representative.
    public var tags: [Tag] {
        Tag.list(
            .meeting(meeting), account.map(Tag.account), lead.map(Tag.lead), opportunity.map(Tag.opportunity),
            owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case meeting = 1
        case account = 2
        case lead = 3
        case owner = 4
        case opportunity = 5
        case evidence = 6
    }
}
