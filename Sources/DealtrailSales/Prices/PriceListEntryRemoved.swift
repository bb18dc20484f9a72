public import DealtrailModel

/// A product has no price in a list from here on.
public struct PriceListEntryRemoved: Event {
    /// `price-list.entry-removed`.
    public static let kind: EventKind = "price-list.entry-removed"

    /// The price list.
    public let list: PriceListID
    /// The product.
    public let product: ProductID
    /// The price until here; `nil` where an import does not know it.
    public let lastPrice: Money?
    /// Which of several prices of the product; `nil` when it has one.
    public let field: String?
    /// Why; `nil` where an import does not say.
    public let reason: String?
    /// Who approved it, when somebody did.
    public let approver: ActorID?

    /// Creates the event.
    public init(
        list: PriceListID, product: ProductID, lastPrice: Money? = nil, field: String? = nil, reason: String? = nil,
        approver: ActorID? = nil
    ) {
        self.list = list
        self.product = product
        self.lastPrice = lastPrice
        self.field = field
        self.reason = reason
        self.approver = approver
    }

    /// The price list's.
    public var stream: StreamName { .priceList(list) }
    /// The entry and the product.
    public var tags: [Tag] { [.listEntry(list, product), .product(product)] }

    package enum CodingKeys: Int, CodingKey {
        case list = 1
        case product = 2
        case lastPrice = 3
        case field = 4
        case reason = 5
        case approver = 6
    }
}
