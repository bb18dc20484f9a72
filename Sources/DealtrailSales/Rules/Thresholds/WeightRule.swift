public import DealtrailModel

/// Weights by name, such as those of targets and incentives (`docs/features.md` rows 147 and 154).
public struct WeightRule: Codable, Hashable, Sendable {
    /// A weight.
    public struct Weight: Codable, Hashable, Sendable {
        /// What is weighted.
        public var key: String
        /// Its weight.
        public var weight: ScaledDecimal

        /// Creates a weight.
        public init(_ key: String, _ weight: ScaledDecimal) {
            self.key = key
            self.weight = weight
        }

        package enum CodingKeys: Int, CodingKey {
            case key = 1
            case weight = 2
        }
    }

    /// The rule.
    public var name: RuleName
    /// The weights.
    public var weights: [Weight]
    /// The weight of everything else.
    public var otherwise: ScaledDecimal

    /// Creates a rule.
    public init(_ name: RuleName, _ weights: [Weight], otherwise: ScaledDecimal) {
        self.name = name
        self.weights = weights
        self.otherwise = otherwise
    }

    /// An amount times its weight, to two decimals; `nil` beyond 64 bits.
    public func weighted(
        _ amount: ScaledDecimal, as key: String, version: String, events: [EventID] = []
    ) -> Explained<ScaledDecimal?> {
        let known = weights.first { $0.key == key }?.weight
        let weight = known ?? otherwise
        let result = amount.multiplied(
            by: weight, decimals: min(amount.scale + weight.scale, ScaledDecimal.maximumScale))?.rounded(to: 2)
        return Explained(
            result,
            RuleExplanation(
                "weight.\(name)", version: version,
                "\(key) weighs \(weight)\(known == nil ? ", as everything that is not listed" : "")",
                ["amount": amount, "weight": weight], events: events))
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case weights = 2
        case otherwise = 3
    }
}
