public import DealtrailModel

/// The customer rejected a sent version (`docs/features.md` row 15).
public struct QuoteRejected: Event {
    /// `quote.rejected`.
    public static let kind: EventKind = "quote.rejected"

    /// The quote.
    public let quote: QuoteID
    /// The version, from 1.
    public let version: Int
    /// Why, as the customer said; `nil` when he did not.
    public let reason: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity that it belongs to, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        quote: QuoteID, version: Int, reason: String? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, owner: ActorID? = nil
    ) {
        self.quote = quote
        self.version = version
        self.reason = reason
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
        case reason = 3
        case account = 4
        case opportunity = 5
        case owner = 6
    }
}
