public import DealtrailModel

/// A customer answered in some way, to a quote or to anything else (`docs/features.md` row 14).
///
/// A yes or a no to a quote is an event of its own: ``QuoteAccepted``, ``QuoteRejected``.
public struct CustomerFeedbackReceived: Event {
    /// `customer.feedback-received`.
    public static let kind: EventKind = "customer.feedback-received"

    /// The account.
    public let account: AccountID
    /// The quote that it is about, when it is about one.
    public let quote: QuoteID?
    /// The version of the quote, from 1.
    public let version: Int?
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The representative whose matter it is, when known.
    public let owner: ActorID?
    /// What it was, in words that name nobody.
    public let note: String?

    /// Creates the event.
    public init(
        account: AccountID, quote: QuoteID? = nil, version: Int? = nil, opportunity: OpportunityID? = nil,
        owner: ActorID? = nil, note: String? = nil
    ) {
        self.account = account
        self.quote = quote
        self.version = version
        self.opportunity = opportunity
        self.owner = owner
        self.note = note
    }

    /// The quote's, else the account's.
    public var stream: StreamName { quote.map(StreamName.quote) ?? .account(account) }
    /// The account, quote, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(.account(account), quote.map(Tag.quote), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case quote = 2
        case version = 3
        case opportunity = 4
        case owner = 5
        case note = 6
    }
}
