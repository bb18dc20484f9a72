public import DealtrailModel

/// Somebody changed the price of a line (`docs/features.md` row 1).
public struct QuoteLinePriceChanged: Event {
    /// `quote.line-price-changed`.
    public static let kind: EventKind = "quote.line-price-changed"

    /// The quote.
    public let quote: QuoteID
    /// The line.
    public let line: LineID
    /// The product; `nil` where an import does not know it.
    public let product: ProductID?
    /// The price of one unit until here; `nil` where an import does not know it, never zero instead.
    public let old: Money?
    /// The price of one unit from here on; `nil` where an import does not know it, never zero instead.
    public let new: Money?
    /// Why, in words; `nil` where an import does not say.
    public let reason: String?
    /// What kind of reason it is; `nil` where an import does not say.
    public let cause: PriceChangeCause?
    /// Who approved it, where the source names somebody; approvals of our own are events.
    public let approver: ActorID?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The price list that the list price comes from.
    public let list: PriceListID?

    /// Creates the event.
    public init(
        quote: QuoteID, line: LineID, product: ProductID? = nil, old: Money? = nil, new: Money? = nil,
        reason: String? = nil, cause: PriceChangeCause? = nil, approver: ActorID? = nil, account: AccountID? = nil,
        list: PriceListID? = nil
    ) {
        self.quote = quote
        self.line = line
        self.product = product
        self.old = old
        self.new = new
        self.reason = reason
        self.cause = cause
        self.approver = approver
        self.account = account
        self.list = list
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, product, list entry and approver.
    public var tags: [Tag] {
        Tag.list(
            .quote(quote), account.map(Tag.account), product.map(Tag.product),
            PriceListEntry(list, product).map(Tag.listEntry), approver.map(Tag.approver))
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case line = 2
        case product = 3
        case old = 4
        case new = 5
        case reason = 6
        case cause = 7
        case approver = 8
        case account = 9
        case list = 10
    }
}
