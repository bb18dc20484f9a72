public import DealtrailModel

/// A product was added to a quote.
///
/// A product that had been removed and comes back at another price has changed its price; a fold sees it through the
/// product.
public struct QuoteLineAdded: Event {
    /// `quote.line-added`.
    public static let kind: EventKind = "quote.line-added"

    /// The quote.
    public let quote: QuoteID
    /// The line, never used before in this quote.
    public let line: LineID
    /// The product.
    public let product: ProductID
    /// How many units; `nil` where an import does not know it.
    public let quantity: ScaledDecimal?
    /// The list price of one unit at that moment; `nil` when there is none.
    public let listPrice: Money?
    /// The quoted price of one unit; `nil` where an import does not know it.
    public let unitPrice: Money?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The price list that the list price comes from.
    public let list: PriceListID?

    /// Creates the event.
    public init(
        quote: QuoteID, line: LineID, product: ProductID, quantity: ScaledDecimal? = nil, listPrice: Money? = nil,
        unitPrice: Money? = nil, account: AccountID? = nil, list: PriceListID? = nil
    ) {
        self.quote = quote
        self.line = line
        self.product = product
        self.quantity = quantity
        self.listPrice = listPrice
        self.unitPrice = unitPrice
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
        case quantity = 4
        case listPrice = 5
        case unitPrice = 6
        case account = 7
        case list = 8
    }
}
