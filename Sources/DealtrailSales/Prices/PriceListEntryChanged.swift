public import DealtrailModel

/// The price of a product in a list changed (`docs/features.md` row 3).
public struct PriceListEntryChanged: Event {
    /// `price-list.entry-changed`.
    public static let kind: EventKind = "price-list.entry-changed"

    /// The price list.
    public let list: PriceListID
    /// The product.
    public let product: ProductID
    /// The price until here; `nil` where an import does not know it.
    public let old: Money?
    /// The price from here on; `nil` where an import does not know it.
    public let new: Money?
    /// Which of several prices of the product, such as `input` or `output`; `nil` when it has one.
    public let field: String?
    /// Why; `nil` where an import does not say.
    public let reason: String?
    /// Who approved it, when somebody did.
    public let approver: ActorID?

    /// Creates the event.
    public init(
        list: PriceListID, product: ProductID, old: Money? = nil, new: Money? = nil, field: String? = nil,
        reason: String? = nil, approver: ActorID? = nil
    ) {
        self.list = list
        self.product = product
        self.old = old
        self.new = new
        self.field = field
        self.reason = reason
        self.approver = approver
    }

    /// The price list's.
    public var stream: StreamName { .priceList(list) }
    /// The entry, the product and the approver.
    public var tags: [Tag] { Tag.list(.listEntry(list, product), .product(product), approver.map(Tag.approver)) }

    package enum CodingKeys: Int, CodingKey {
        case list = 1
        case product = 2
        case old = 3
        case new = 4
        case field = 5
        case reason = 6
        case approver = 7
    }
}
