extension HealthRules {
    /// A behaviour that counts, over trailing days of 24 hours (`docs/features.md` row 115).
    public struct Signal: Codable, Hashable, Sendable {
        /// What is measured; one of ``HealthSignal/behaviours``.
        public var name: HealthSignal
        /// Over how many days, at least 1.
        public var trailingDays: Int
        /// What it is worth, and its weight against the others, which is above zero.
        public var factor: Factor

        /// Creates a factor.
        public init(_ name: HealthSignal, over trailingDays: Int, _ factor: Factor) {
            self.name = name
            self.trailingDays = trailingDays
            self.factor = factor
        }

        package enum CodingKeys: Int, CodingKey {
            case name = 1
            case trailingDays = 2
            case factor = 3
        }
    }

    /// Whether something counts that the view of health does not keep.
    public var needsSignals: Bool { !(signals ?? []).isEmpty }

    /// What counts, in the order of `HealthSignal`.
    ///
    /// Without a set of its own a policy has the four of S0, whatever their weights.
    public var names: [HealthSignal] {
        guard let signals else { return HealthSignal.fields }
        let counted = Set(signals.map(\.name))
        return HealthSignal.allCases.filter { counted.contains($0) || fieldWeight(of: $0) > 0 }
    }

    /// The sum of all weights.
    var weights: Int {
        HealthSignal.fields.reduce(0) { $0 + fieldWeight(of: $1) }
            + (signals ?? []).reduce(0) { $0 + $1.factor.weight }
    }

    /// The weight of one of the four; 0 for others.
    private func fieldWeight(of name: HealthSignal) -> Int {
        switch name {
        case .tier: tierWeight
        case .recency: recency.weight
        case .revenue: revenue.weight
        case .satisfaction: satisfaction.weight
        default: 0
        }
    }
}

extension SalesPolicy {
    /// What is wrong with the set of factors.
    func healthFlaws() -> [PolicyFlaw] {
        let sum = health.weights
        guard let signals = health.signals else {
            return sum == 100
                ? [] : [PolicyFlaw(["health"], "the four weights add up to \(sum); they are shares of 100")]
        }
        let path = ["health", "factors"]
        var flaws: [PolicyFlaw] = []
        for (index, signal) in signals.enumerated() {
            let path = path + [signal.name.rawValue]
            if HealthSignal.fields.contains(signal.name) {
                flaws.append(PolicyFlaw(path, "\(signal.name.rawValue) has a place of its own in the rules of health"))
            }
            if signal.factor.weight < 1 || signal.trailingDays < 1 {
                flaws.append(
                    PolicyFlaw(path, "a factor has a weight and days of at least 1; what has none is left out"))
            }
            // In one order, so that a policy has one canonical text.
            if index > 0, signals[index - 1].name.place >= signal.name.place {
                flaws.append(PolicyFlaw(path, "the factors stand in the order of their kinds, each once"))
            }
        }
        if sum != 100 {
            flaws.append(PolicyFlaw(path, "the weights of the factors add up to \(sum); they are shares of 100"))
        }
        return flaws
    }
}

extension HealthSignal {
    /// The place among all of them.
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
