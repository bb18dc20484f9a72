import DealtrailModel

/// The place of a product in a price list.
public struct PriceListEntry: Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The price list.
    public let list: PriceListID
    /// The product.
    public let product: ProductID

    /// The field of a floor price: the lowest price of the product that may be quoted.
    public static let floor = "floor"

    /// Creates an entry.
    public init(list: PriceListID, product: ProductID) {
        self.list = list
        self.product = product
    }

    /// The entry when both halves are known.
    init?(_ list: PriceListID?, _ product: ProductID?) {
        guard let list, let product else { return nil }
        self.init(list: list, product: product)
    }

    /// `LIST/PRODUCT`.
    public var description: String { "\(list)/\(product)" }

    /// By list, then by product.
    public static func < (left: Self, right: Self) -> Bool { (left.list, left.product) < (right.list, right.product) }

    package enum CodingKeys: Int, CodingKey {
        case list = 1
        case product = 2
    }
}
