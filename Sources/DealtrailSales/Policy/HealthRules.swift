public import DealtrailModel

/// How the health of a customer is computed: weighted factors, by default the four of S0 (`docs/features.md` rows 112, 115).
///
/// The score is the sum of weight times factor, divided by the sum of weights: 0 to 100. Where ``signals`` says so, others
/// count beside the four or in their place.
public struct HealthRules: Codable, Hashable, Sendable {
    /// A factor that a curve turns into 0 to 100.
    public struct Factor: Codable, Hashable, Sendable {
        /// The weight against the others.
        public var weight: Int
        /// What is measured against what it is worth, 0 to 100.
        public var curve: PiecewiseLinear
        /// What it is worth while nothing is known, 0 to 100.
        public var unknown: ScaledDecimal

        /// Creates a factor.
        public init(weight: Int, curve: PiecewiseLinear, unknown: ScaledDecimal) {
            self.weight = weight
            self.curve = curve
            self.unknown = unknown
        }

        /// What a measure is worth, rounded to two decimals; `nil` for one that is not known.
        public func worth(of measured: ScaledDecimal?) -> ScaledDecimal {
            (measured.flatMap { curve.value(at: $0) } ?? unknown).rounded(to: 2)
        }

        package enum CodingKeys: Int, CodingKey {
            case weight = 1
            case curve = 2
            case unknown = 3
        }
    }

    /// What a tier is worth.
    public struct TierScore: Codable, Hashable, Sendable {
        /// The tier.
        public var tier: TierName
        /// What it is worth, 0 to 100.
        public var score: ScaledDecimal

        /// Creates a score.
        public init(_ tier: TierName, _ score: ScaledDecimal) {
            self.tier = tier
            self.score = score
        }

        package enum CodingKeys: Int, CodingKey {
            case tier = 1
            case score = 2
        }
    }

    /// The weight of the tier.
    public var tierWeight: Int
    /// What tiers are worth.
    public var tiers: [TierScore]
    /// What an account without one of these tiers is worth.
    public var unknownTier: ScaledDecimal
    /// Days since the last follow-up.
    public var recency: Factor
    /// Orders in `currency` over the trailing days.
    public var revenue: Factor
    /// The last satisfaction score, 0 to 100.
    public var satisfaction: Factor
    /// Over how many days orders count.
    public var trailingDays: Int
    /// The currency of the revenue curve; other currencies are counted as unknown.
    public var currency: Currency
    /// A customer at or above this score is healthy.
    public var healthyFrom: ScaledDecimal
    /// A customer below this score needs somebody to step in.
    public var interventionBelow: ScaledDecimal
    /// What else counts, in the order of ``HealthSignal``; `nil` for the four alone.
    ///
    /// Where it is there, empty or not, the policy has a set of factors of its own, in which those of the four count that have
    /// a weight.
    public var signals: [Signal]?

    /// Creates rules.
    public init(
        tierWeight: Int, tiers: [TierScore], unknownTier: ScaledDecimal, recency: Factor, revenue: Factor,
        satisfaction: Factor, trailingDays: Int, currency: Currency, healthyFrom: ScaledDecimal,
        interventionBelow: ScaledDecimal, signals: [Signal]? = nil
    ) {
        self.tierWeight = tierWeight
        self.tiers = tiers
        self.unknownTier = unknownTier
        self.recency = recency
        self.revenue = revenue
        self.satisfaction = satisfaction
        self.trailingDays = trailingDays
        self.currency = currency
        self.healthyFrom = healthyFrom
        self.interventionBelow = interventionBelow
        self.signals = signals
    }

    /// What a tier is worth, 0 to 100.
    public func score(of tier: TierName?) -> ScaledDecimal {
        tiers.first { $0.tier == tier }?.score ?? unknownTier
    }

    /// Whether every customer has the same score under both at any time; where the lines of the bands lie says nothing of it.
    public func scoresAlike(_ other: HealthRules) -> Bool {
        var twin = other
        (twin.healthyFrom, twin.interventionBelow) = (healthyFrom, interventionBelow)
        return self == twin
    }

    /// Tier 20, recency 30, revenue 30, satisfaction 20; healthy from 70, intervention below 60.
    public static let standard = HealthRules(
        tierWeight: 20, tiers: [TierScore("A", 100), TierScore("B", 70), TierScore("C", 40)], unknownTier: 40,
        recency: Factor(
            weight: 30, curve: PiecewiseLinear([.init(2, 100), .init(7, 80), .init(30, 30), .init(90, 0)]), unknown: 0),
        revenue: Factor(
            weight: 30,
            curve: PiecewiseLinear([.init(0, 0), .init(50_000, 40), .init(500_000, 80), .init(5_000_000, 100)]),
            unknown: 0),
        satisfaction: Factor(weight: 20, curve: PiecewiseLinear([.init(0, 0), .init(100, 100)]), unknown: 50),
        trailingDays: 365, currency: .cny, healthyFrom: 70, interventionBelow: 60)

    package enum CodingKeys: Int, CodingKey {
        case tierWeight = 1
        case tiers = 2
        case unknownTier = 3
        case recency = 4
        case revenue = 5
        case satisfaction = 6
        case trailingDays = 7
        case currency = 8
        case healthyFrom = 9
        case interventionBelow = 10
        case signals = 11
    }
}
