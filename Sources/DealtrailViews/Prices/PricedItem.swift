public import DealtrailModel
public import DealtrailSales

/// A thing with a price: a line of a quote, or a product in a price list.
public struct PricedItem: Codable, Hashable, Sendable {
    /// The line; `nil` in a price list.
    public let line: LineID?
    /// The product; `nil` where an import does not know it.
    public internal(set) var product: ProductID?
    /// Which of several prices of the product; `nil` when it has one, and in quotes.
    public let field: String?
    /// The price list that the list price comes from; of an entry the one that it is of.
    public internal(set) var list: PriceListID?
    /// How many units; `nil` where it is not recorded, and in a price list.
    public internal(set) var quantity: ScaledDecimal?
    /// The price of one unit; `nil` where it is not recorded.
    public internal(set) var price: Money?
    /// The list price of one unit; `nil` when there is none, and in a price list.
    public internal(set) var listPrice: Money?
    /// Whether it has been removed.
    public internal(set) var isRemoved = false
    /// Whether the removal has been taken up by a line of the same product that came back.
    var isTakenUp = false
    /// Who made the price, by the last edit that changed it.
    public internal(set) var lastAuthor: ActorID
    /// The last edit that changed the price.
    public internal(set) var lastEdit: EventMark
    /// All edits, in the order in which they happened.
    public internal(set) var steps: [PriceStep] = []

    init(line: LineID? = nil, product: ProductID?, field: String? = nil, stamp: PriceStamp) {
        self.line = line
        self.product = product
        self.field = field
        lastAuthor = stamp.author
        lastEdit = stamp.mark
    }

    enum CodingKeys: Int, CodingKey {
        case line = 1
        case product = 2
        case field = 3
        case list = 4
        case quantity = 5
        case price = 6
        case listPrice = 7
        case isRemoved = 8
        case isTakenUp = 9
        case lastAuthor = 10
        case lastEdit = 11
        case steps = 12
    }
}

/// Who did it, and which event it was.
struct PriceStamp {
    let mark: EventMark
    let author: ActorID
}
