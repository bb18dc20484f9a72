public import DealtrailModel

/// A customer showed a competitor's offer (`docs/features.md` row 58).
///
/// It may be cited as the cause of a price edit.
public struct CompetitorOfferReported: Event {
    /// `competitor-offer.reported`.
    public static let kind: EventKind = "competitor-offer.reported"

    /// The account.
    public let account: AccountID
    /// What the offer is for, when known.
    public let product: ProductID?
    /// The competitor's price for one unit, when known.
    public let price: Money?
    /// The competitor, as the tenant names it.
    public let competitor: String?
    /// The quote that it answers, when it answers one.
    public let quote: QuoteID?
    /// The opportunity, when it belongs to one.
    public let opportunity: OpportunityID?

    /// Creates the event.
    public init(
        account: AccountID, product: ProductID? = nil, price: Money? = nil, competitor: String? = nil,
        quote: QuoteID? = nil, opportunity: OpportunityID? = nil
    ) {
        self.account = account
        self.product = product
        self.price = price
        self.competitor = competitor
        self.quote = quote
        self.opportunity = opportunity
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account, quote, opportunity and product.
    public var tags: [Tag] {
        Tag.list(.account(account), quote.map(Tag.quote), opportunity.map(Tag.opportunity), product.map(Tag.product))
    }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case product = 2
        case price = 3
        case competitor = 4
        case quote = 5
        case opportunity = 6
    }
}
