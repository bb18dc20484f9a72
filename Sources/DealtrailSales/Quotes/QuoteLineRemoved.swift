public import DealtrailModel

/// A line was removed from a quote.
public struct QuoteLineRemoved: Event {
    /// `quote.line-removed`.
    public static let kind: EventKind = "quote.line-removed"

    /// The quote.
    public let quote: QuoteID
    /// The line.
    public let line: LineID
    /// The product.
    public let product: ProductID
    /// The quoted price of one unit until here; `nil` where an import does not know it.
    public let lastPrice: Money?
    /// Why; `nil` when nobody said.
    public let reason: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The price list that the list price comes from.
    public let list: PriceListID?

    /// Creates the event.
    public init(
        quote: QuoteID, line: LineID, product: ProductID, lastPrice: Money? = nil, reason: String? = nil,
        account: AccountID? = nil, list: PriceListID? = nil
    ) {
        self.quote = quote
        self.line = line
        self.product = product
        self.lastPrice = lastPrice
        self.reason = reason
        self.account = account
        self.list = list
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, product and list entry.
    public var tags: [Tag] {
        Tag.list(
            .quote(quote), account.map(Tag.account), .product(product), PriceListEntry(list, product).map(Tag.listEntry)
        )
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case line = 2
        case product = 3
        case lastPrice = 4
        case reason = 5
        case account = 6
        case list = 7
    }
}
