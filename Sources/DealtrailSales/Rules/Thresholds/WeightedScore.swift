public import DealtrailModel

/// A score of weighted parts: the sum of weight times value by the sum of weights (`docs/features.md` rows 112 and 115).
///
/// One engine for every set of factors. It divides once and rounds once, half away from zero, so that the score may differ
/// from the sum of the rounded contributions in the last place.
public struct WeightedScore: Hashable, Sendable {
    /// A part of a score.
    public struct Part: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its weight against the others; not below zero.
        public let weight: Int
        /// What it is worth, with at most two decimals.
        public let value: ScaledDecimal
        /// The event that moved it last; `nil` when none did.
        public let movedBy: EventID?

        /// Creates a part; the value is rounded to two decimals.
        public init(_ name: String, weight: Int, value: ScaledDecimal, movedBy: EventID? = nil) {
            self.name = name
            self.weight = weight
            self.value = value.rounded(to: 2)
            self.movedBy = movedBy
        }
    }

    /// The parts.
    public let parts: [Part]

    /// Creates a score.
    public init(_ parts: [Part]) {
        self.parts = parts
    }

    /// The score with so many decimals; zero without weights and beyond 64 bits.
    public func score(decimals: UInt8 = 1) -> ScaledDecimal {
        Self.score(of: parts.map { ($0.weight, $0.value) }, decimals: decimals)
    }

    /// The score of parts that need no name, for whoever asks often.
    ///
    /// - Parameters:
    ///   - parts: Each weight, not below zero, and each value, with at most two decimals.
    ///   - decimals: How many decimals the score has.
    public static func score(of parts: [(weight: Int, value: ScaledDecimal)], decimals: UInt8 = 1) -> ScaledDecimal {
        weighted(parts, by: parts.reduce(0) { $0 + Int64($1.weight) }, decimals)
    }

    /// What a part contributes, with so many decimals.
    public func contribution(of part: Part, decimals: UInt8 = 2) -> ScaledDecimal {
        Self.weighted([(part.weight, part.value)], by: total, decimals)
    }

    /// The score with what each part contributes.
    public func explained(_ rule: RuleName, version: String, decimals: UInt8 = 1) -> Explained<ScaledDecimal> {
        let score = score(decimals: decimals)
        let shares = parts.map { "\($0.name) \(contribution(of: $0)) (\($0.value) at weight \($0.weight))" }
        return Explained(
            score,
            RuleExplanation(
                "score.\(rule)", version: version, "\(score): \(shares.joined(separator: ", "))",
                inputs: parts.map { .init($0.name, "\($0.value) at weight \($0.weight)") },
                events: parts.compactMap(\.movedBy)))
    }

    private var total: Int64 { parts.reduce(0) { $0 + Int64($1.weight) } }

    private static func weighted(
        _ parts: [(weight: Int, value: ScaledDecimal)], by total: Int64, _ decimals: UInt8
    ) -> ScaledDecimal {
        var sum: ScaledDecimal? = .zero
        for part in parts {
            let share = part.value.multiplied(by: ScaledDecimal(mantissa: Int64(part.weight)), decimals: 2)
            sum = sum.flatMap { sum in share.flatMap { sum.adding($0) } }
        }
        return sum?.divided(by: ScaledDecimal(mantissa: total), decimals: decimals)
            ?? ScaledDecimal(mantissa: 0, scale: decimals)
    }
}
