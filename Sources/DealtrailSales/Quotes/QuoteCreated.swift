public import DealtrailModel

/// A quote exists from here on, without lines, as version 1 (`docs/features.md` row 1).
public struct QuoteCreated: Event {
    /// `quote.created`.
    public static let kind: EventKind = "quote.created"

    /// The quote.
    public let quote: QuoteID
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity that it belongs to, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// The currency of all of its prices; `nil` where an import does not know it.
    public let currency: Currency?

    /// Creates the event.
    public init(
        quote: QuoteID, account: AccountID? = nil, opportunity: OpportunityID? = nil, owner: ActorID? = nil,
        currency: Currency? = nil
    ) {
        self.quote = quote
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
        self.currency = currency
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(.quote(quote), account.map(Tag.account), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case account = 2
        case opportunity = 3
        case owner = 4
        case currency = 5
    }
}
