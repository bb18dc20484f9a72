public import DealtrailModel

/// A line of a quote as the customer sees it, with the list price that it is measured against.
public struct QuoteLineTerms: Codable, Hashable, Sendable {
    /// The line.
    public let line: LineID
    /// The product.
    public let product: ProductID
    /// How many units; `nil` where it is not recorded.
    public let quantity: ScaledDecimal?
    /// The quoted price of one unit; `nil` where it is not recorded.
    public let unitPrice: Money?
    /// The list price of one unit; `nil` when there is none.
    public let listPrice: Money?
    /// The price list that the list price comes from.
    public let list: PriceListID?

    /// Creates the terms of a line.
    public init(
        line: LineID, product: ProductID, quantity: ScaledDecimal?, unitPrice: Money?, listPrice: Money? = nil,
        list: PriceListID? = nil
    ) {
        self.line = line
        self.product = product
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.listPrice = listPrice
        self.list = list
    }

    var tags: [Tag] { Tag.list(.product(product), PriceListEntry(list, product).map(Tag.listEntry)) }

    package enum CodingKeys: Int, CodingKey {
        case line = 1
        case product = 2
        case quantity = 3
        case unitPrice = 4
        case listPrice = 5
        case list = 6
    }
}
