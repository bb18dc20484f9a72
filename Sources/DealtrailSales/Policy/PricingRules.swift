public import DealtrailModel

/// What a price may be without asking (`docs/features.md` row 4).
public struct PricingRules: Codable, Hashable, Sendable {
    /// A tolerance of its own for one product.
    public struct ProductBand: Codable, Hashable, Sendable {
        /// The product.
        public var product: ProductID
        /// The tolerance in percent of the list price.
        public var tolerance: ScaledDecimal

        /// Creates a band.
        public init(product: ProductID, tolerance: ScaledDecimal) {
            self.product = product
            self.tolerance = tolerance
        }

        package enum CodingKeys: Int, CodingKey {
            case product = 1
            case tolerance = 2
        }
    }

    /// How far below the list price a price may lie, in percent of the list price.
    ///
    /// A deviation of at least this much needs an approval; anything less does not.
    public var tolerance: ScaledDecimal
    /// Products with a tolerance of their own.
    public var products: [ProductBand]
    /// How many lines a quote may have; at most 100, since a sent quote is found by two tags a line.
    public var maximumLines: Int

    /// Creates rules.
    public init(tolerance: ScaledDecimal, products: [ProductBand] = [], maximumLines: Int = 100) {
        self.tolerance = tolerance
        self.products = products
        self.maximumLines = maximumLines
    }

    /// 3 percent for every product, 100 lines.
    public static let standard = PricingRules(tolerance: 3)

    /// The tolerance for a product, in percent of its list price.
    public func tolerance(for product: ProductID) -> ScaledDecimal {
        products.first { $0.product == product }?.tolerance ?? tolerance
    }

    package enum CodingKeys: Int, CodingKey {
        case tolerance = 1
        case products = 2
        case maximumLines = 3
    }
}
