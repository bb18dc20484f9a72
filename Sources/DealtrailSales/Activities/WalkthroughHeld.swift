public import DealtrailModel

/// Somebody went through a sent quote with the customer (`docs/features.md` row 16).
///
/// Only one with minutes is evidenced, and meets the rule of the 48 hours.
public struct WalkthroughHeld: EvidencedEvent {
    /// `walkthrough.held`.
    public static let kind: EventKind = "walkthrough.held"

    /// The meeting.
    public let meeting: MeetingID
    /// The quote.
    public let quote: QuoteID
    /// The version, from 1; `nil` where an import does not know it.
    public let version: Int?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The representative whose matter it is, when known.
    public let owner: ActorID?
    /// The SHA-256 of the minutes; `nil` when there are none.
    public let evidence: ContentDigest?

    /// Creates the event.
    public init(
        meeting: MeetingID, quote: QuoteID, version: Int? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, owner: ActorID? = nil, evidence: ContentDigest? = nil
    ) {
        self.meeting = meeting
        self.quote = quote
        self.version = version
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
        self.evidence = evidence
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The meeting, quote, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(
            .meeting(meeting), .quote(quote), account.map(Tag.account), opportunity.map(Tag.opportunity),
            owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case meeting = 1
        case quote = 2
        case version = 3
        case account = 4
        case opportunity = 5
        case owner = 6
        case evidence = 7
    }
}
