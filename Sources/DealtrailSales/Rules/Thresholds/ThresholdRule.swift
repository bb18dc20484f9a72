public import DealtrailModel

/// A number from which on something follows: a score, a rate, or how far two figures lie apart
/// (`docs/features.md` rows 25, 117, 119, 136, 140 and 143).
public struct ThresholdRule: Codable, Hashable, Sendable {
    /// Of which of two figures a deviation is a percentage.
    public enum Base: String, Codable, Hashable, Sendable, CaseIterable {
        /// The one that was foreseen.
        case expected
        /// The one that came.
        case actual
    }

    /// Which deviations count.
    public enum Direction: String, Codable, Hashable, Sendable, CaseIterable {
        /// Both.
        case both
        /// The actual figure lies above.
        case over
        /// The actual figure lies below.
        case under
    }

    /// The rule.
    public var name: RuleName
    /// Which side of the number counts.
    public var edge: Edge
    /// The number; a percentage where two figures are compared.
    public var value: ScaledDecimal
    /// Of which figure a deviation is a percentage; `nil` when one figure is measured.
    public var of: Base?
    /// Which deviations count; `nil` for both.
    public var direction: Direction?
    /// Over how long, or how far ahead; `nil` when time does not matter.
    public var within: WorkDuration?
    /// What follows, in percent, negative where it takes away; `nil` when nothing is counted.
    public var effect: ScaledDecimal?

    /// Creates a rule.
    public init(
        _ name: RuleName, _ edge: Edge, _ value: ScaledDecimal, of base: Base? = nil, direction: Direction? = nil,
        within: WorkDuration? = nil, effect: ScaledDecimal? = nil
    ) {
        self.name = name
        self.edge = edge
        self.value = value
        of = base
        self.direction = direction
        self.within = within
        self.effect = effect
    }

    /// Whether a figure is on the side that counts.
    public func holds(_ measured: ScaledDecimal, version: String, events: [EventID] = []) -> Explained<Bool> {
        let holds = edge.holds(measured, value)
        return Explained(
            holds,
            RuleExplanation(
                "threshold.\(name)", version: version,
                "\(measured) is \(holds ? "" : "not ")\(edge.words) \(value)", ["measured": measured, "limit": value],
                events: events))
    }

    /// Whether two figures lie so far apart; `nil` where it cannot be said, from zero or beyond 64 bits.
    ///
    /// The comparison is exact: `|actual - expected| × 100` against `value × base`, without a division and its rounding.
    public func holds(
        expected: ScaledDecimal, actual: ScaledDecimal, version: String, events: [EventID] = []
    ) -> Explained<Bool?> {
        let (from, to) = (expected, actual)
        let base = of == .actual ? actual : expected
        func explain(_ result: Bool?, _ percent: ScaledDecimal?) -> Explained<Bool?> {
            let verdict = result.map { $0 ? "" : "not " }
            let said = percent.map { "a deviation of \($0) %" } ?? "the deviation"
            return Explained(
                result,
                RuleExplanation(
                    "threshold.\(name)", version: version,
                    verdict.map { "\(said) is \($0)\(edge.words) \(value) % \(side)" }
                        ?? "the deviation cannot be stated",
                    ["expected": expected, "actual": actual, "of": (of ?? .expected).rawValue], events: events))
        }
        guard base != 0, let gap = to.subtracting(from), let hundredfold = gap.multiplied(by: 100, decimals: gap.scale),
            let size = base < 0 ? ScaledDecimal.zero.subtracting(base) : base,
            let percent = hundredfold.divided(by: size, decimals: 2),
            let limit = value.multiplied(
                by: size, decimals: min(value.scale + size.scale, ScaledDecimal.maximumScale)),
            let magnitude = hundredfold < 0 ? ScaledDecimal.zero.subtracting(hundredfold) : hundredfold
        else { return explain(nil, nil) }
        switch direction ?? .both {
        case .over where hundredfold <= 0, .under where hundredfold >= 0: return explain(false, percent)
        default: return explain(edge.holds(magnitude, limit), percent)
        }
    }

    /// What remains of an amount when the rule holds: the amount changed by ``effect`` percent, to two decimals.
    ///
    /// `nil` without an effect and beyond 64 bits.
    public func applied(to amount: ScaledDecimal) -> ScaledDecimal? {
        guard let effect, let share = amount.multiplied(by: effect, decimals: max(amount.scale, 4)),
            let change = share.divided(by: 100, decimals: 4)
        else { return nil }
        return amount.adding(change)?.rounded(to: 2)
    }

    private var side: String {
        switch direction ?? .both {
        case .both: "either way"
        case .over: "above"
        case .under: "below"
        }
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case edge = 2
        case value = 3
        case of = 4
        case direction = 5
        case within = 6
        case effect = 7
    }
}
