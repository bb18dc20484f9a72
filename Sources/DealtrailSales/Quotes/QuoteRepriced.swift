public import DealtrailModel

/// A change of the price list reached a line (`docs/features.md` rows 1 and 3).
///
/// The event of the list is its causation. A line that still bore the list price takes the new one; a price that
/// somebody negotiated stays, and only its list price moves, so that old equals new.
public struct QuoteRepriced: Event {
    /// `quote.repriced`.
    public static let kind: EventKind = "quote.repriced"

    /// The quote.
    public let quote: QuoteID
    /// The line.
    public let line: LineID
    /// The product.
    public let product: ProductID
    /// The quoted price of one unit until here; `nil` where it is not recorded.
    public let old: Money?
    /// The quoted price of one unit from here on.
    public let new: Money?
    /// The price list.
    public let list: PriceListID
    /// The list price until here; `nil` where it is not recorded.
    public let oldListPrice: Money?
    /// The list price from here on; `nil` when the entry was removed.
    public let newListPrice: Money?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?

    /// Creates the event.
    public init(
        quote: QuoteID, line: LineID, product: ProductID, old: Money? = nil, new: Money? = nil, list: PriceListID,
        oldListPrice: Money? = nil, newListPrice: Money? = nil, account: AccountID? = nil
    ) {
        self.quote = quote
        self.line = line
        self.product = product
        self.old = old
        self.new = new
        self.list = list
        self.oldListPrice = oldListPrice
        self.newListPrice = newListPrice
        self.account = account
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, product and list entry.
    public var tags: [Tag] {
        Tag.list(.quote(quote), account.map(Tag.account), .product(product), .listEntry(list, product))
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case line = 2
        case product = 3
        case old = 4
        case new = 5
        case list = 6
        case oldListPrice = 7
        case newListPrice = 8
        case account = 9
    }
}
