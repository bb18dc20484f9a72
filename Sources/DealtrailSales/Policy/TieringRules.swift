public import DealtrailModel

/// How customers are tiered by what they buy (`docs/features.md` row 82).
public struct TieringRules: Codable, Hashable, Sendable {
    /// A tier with what leads to it.
    public struct Threshold: Codable, Hashable, Sendable {
        /// The tier.
        public var tier: TierName
        /// Orders over the trailing days lie strictly above this amount.
        public var above: Money

        /// Creates a threshold.
        public init(_ tier: TierName, above: Money) {
            self.tier = tier
            self.above = above
        }

        package enum CodingKeys: Int, CodingKey {
            case tier = 1
            case above = 2
        }
    }

    /// The thresholds; the first that fits is taken.
    public var thresholds: [Threshold]
    /// The tier of everybody else.
    public var otherwise: TierName
    /// Over how many days orders count.
    public var trailingDays: Int

    /// Creates rules.
    public init(thresholds: [Threshold], otherwise: TierName, trailingDays: Int) {
        self.thresholds = thresholds
        self.otherwise = otherwise
        self.trailingDays = trailingDays
    }

    /// A above 500,000 CNY a year, B above 50,000, C otherwise.
    public static let standard = TieringRules(
        thresholds: [Threshold("A", above: .cny(500_000)), Threshold("B", above: .cny(50_000))], otherwise: "C",
        trailingDays: 365)

    /// The tier for orders of this amount; thresholds of other currencies do not fit.
    public func tier(for purchases: Money) -> TierName {
        thresholds.first { $0.above.currency == purchases.currency && purchases.amount > $0.above.amount }?.tier
            ?? otherwise
    }

    /// Whether one of the rules leads to this tier.
    public func knows(_ tier: TierName) -> Bool {
        tier == otherwise || thresholds.contains { $0.tier == tier }
    }

    package enum CodingKeys: Int, CodingKey {
        case thresholds = 1
        case otherwise = 2
        case trailingDays = 3
    }
}
