public import DealtrailModel

/// A product has a price in a list from here on (`docs/features.md` row 3).
public struct PriceListEntrySet: Event {
    /// `price-list.entry-set`.
    public static let kind: EventKind = "price-list.entry-set"

    /// The price list.
    public let list: PriceListID
    /// The product.
    public let product: ProductID
    /// The price of one unit; `nil` where an import does not know it.
    public let price: Money?
    /// Which of several prices of the product, such as `input` or `output`; `nil` when it has one.
    public let field: String?
    /// Who approved it, when somebody did.
    public let approver: ActorID?

    /// Creates the event.
    public init(
        list: PriceListID, product: ProductID, price: Money? = nil, field: String? = nil, approver: ActorID? = nil
    ) {
        self.list = list
        self.product = product
        self.price = price
        self.field = field
        self.approver = approver
    }

    /// The price list's.
    public var stream: StreamName { .priceList(list) }
    /// The entry and the product.
    public var tags: [Tag] { [.listEntry(list, product), .product(product)] }

    package enum CodingKeys: Int, CodingKey {
        case list = 1
        case product = 2
        case price = 3
        case field = 4
        case approver = 5
    }
}
