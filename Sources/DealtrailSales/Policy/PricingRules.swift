public import DealtrailModel

/// What a price may be without asking (`docs/features.md` row 4).
public struct PricingRules: Codable, Hashable, Sendable {
    /// A tolerance of its own for one product.
    public struct ProductBand: Codable, Hashable, Sendable {
        /// The product.
        public var product: ProductID
        /// The tolerance in percent of the price that is measured from.
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

    /// How far below the price that is measured from (``measuredFrom``) a price may lie, in percent of it.
    ///
    /// A deviation of at least this much needs an approval, and anything less does not, unless ``edge`` says otherwise.
    public var tolerance: ScaledDecimal
    /// Products with a tolerance of their own.
    public var products: [ProductBand]
    /// How many lines a quote may have; values above ``lineLimit`` count as that.
    public var maximumLines: Int
    /// Whether a line without a list price, for which there is no deviation, needs an approval as well.
    ///
    /// If it did not, leaving out the list would be a way round the band.
    public var unlistedNeedsApproval: Bool
    /// To how many decimals a discount rounds a price that had fewer; 0 to 18.
    public var decimals: UInt8
    /// Whether the tolerance itself needs an approval: `at-least` or `above`; `nil` for `at-least`.
    public var edge: Edge?
    /// To how many decimals the percentage is rounded before it is compared, half away from zero; `nil` to compare exactly.
    public var comparedDecimals: UInt8?
    /// From which price it is measured how far a price lies below; `nil` for the list price on the line (``measuredFrom``).
    public var base: PriceBase?

    /// Creates rules.
    public init(
        tolerance: ScaledDecimal, products: [ProductBand] = [], maximumLines: Int = 100,
        unlistedNeedsApproval: Bool = true, decimals: UInt8 = 2, edge: Edge? = nil, comparedDecimals: UInt8? = nil,
        base: PriceBase? = nil
    ) {
        self.tolerance = tolerance
        self.products = products
        self.maximumLines = maximumLines
        self.unlistedNeedsApproval = unlistedNeedsApproval
        self.decimals = decimals
        self.edge = edge
        self.comparedDecimals = comparedDecimals
        self.base = base
    }

    /// 3 percent for every product, 100 lines, two decimals; a line without a list price needs an approval.
    public static let standard = PricingRules(tolerance: 3)

    /// What an event can carry whatever the rules say: a sent quote is found by two tags a line, of 255 in all.
    public static let lineLimit = 100

    /// From which price it is measured how far a price lies below.
    public var measuredFrom: PriceBase { base ?? .listOnQuote }

    /// The tolerance for a product, in percent of the price that is measured from.
    public func tolerance(for product: ProductID) -> ScaledDecimal {
        products.first { $0.product == product }?.tolerance ?? tolerance
    }

    package enum CodingKeys: Int, CodingKey {
        case tolerance = 1
        case products = 2
        case maximumLines = 3
        case unlistedNeedsApproval = 4
        case decimals = 5
        case edge = 6
        case comparedDecimals = 7
        case base = 8
    }
}
