public import DealtrailModel

/// Technicians of both sides talked about the customer's task (`docs/features.md` row 49).
public struct TechnicalExchangeHeld: EvidencedEvent {
    /// `technical-exchange.held`.
    public static let kind: EventKind = "technical-exchange.held"

    /// The meeting.
    public let meeting: MeetingID
    /// The account.
    public let account: AccountID
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The quote that it was about, when it was about one.
    public let quote: QuoteID?
    /// The representative whose matter it is, when known.
    public let owner: ActorID?
    /// The SHA-256 of the minutes; `nil` when there are none.
    public let evidence: ContentDigest?

    /// Creates the event.
    public init(
        meeting: MeetingID, account: AccountID, opportunity: OpportunityID? = nil, quote: QuoteID? = nil,
        owner: ActorID? = nil, evidence: ContentDigest? = nil
    ) {
        self.meeting = meeting
        self.account = account
        self.opportunity = opportunity
        self.quote = quote
        self.owner = owner
        self.evidence = evidence
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The meeting, account, opportunity, quote and owner.
    public var tags: [Tag] {
        Tag.list(
            .meeting(meeting), .account(account), opportunity.map(Tag.opportunity), quote.map(Tag.quote),
            owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case meeting = 1
        case account = 2
        case opportunity = 3
        case quote = 4
        case owner = 5
        case evidence = 6
    }
}
