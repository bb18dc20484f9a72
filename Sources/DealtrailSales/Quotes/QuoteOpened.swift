public import DealtrailModel

/// The customer opened a sent version (`docs/features.md` rows 13 and 49).
public struct QuoteOpened: Event {
    /// `quote.opened`.
    public static let kind: EventKind = "quote.opened"

    /// The quote.
    public let quote: QuoteID
    /// The version, from 1.
    public let version: Int
    /// How long he kept it open, in seconds, when known.
    public let seconds: Int?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity that it belongs to, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        quote: QuoteID, version: Int, seconds: Int? = nil, account: AccountID? = nil, opportunity: OpportunityID? = nil,
        owner: ActorID? = nil
    ) {
        self.quote = quote
        self.version = version
        self.seconds = seconds
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(.quote(quote), account.map(Tag.account), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case version = 2
        case seconds = 3
        case account = 4
        case opportunity = 5
        case owner = 6
    }
}
