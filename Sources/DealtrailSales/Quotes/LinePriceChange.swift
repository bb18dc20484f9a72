public import DealtrailModel

/// What a discount did to one line.
public struct LinePriceChange: Codable, Hashable, Sendable {
    /// The line.
    public let line: LineID
    /// The product.
    public let product: ProductID
    /// The price of one unit until here; `nil` where it is not recorded.
    public let old: Money?
    /// The price of one unit from here on.
    public let new: Money?
    /// The price list that the list price comes from.
    public let list: PriceListID?

    /// Creates a change.
    public init(line: LineID, product: ProductID, old: Money?, new: Money?, list: PriceListID? = nil) {
        self.line = line
        self.product = product
        self.old = old
        self.new = new
        self.list = list
    }

    var tags: [Tag] { Tag.list(.product(product), PriceListEntry(list, product).map(Tag.listEntry)) }

    package enum CodingKeys: Int, CodingKey {
        case line = 1
        case product = 2
        case old = 3
        case new = 4
        case list = 5
    }
}
