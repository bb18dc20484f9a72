public import DealtrailModel

/// Something that is unlocked at every step of a figure, once per step (`docs/features.md` row 150).
public struct StepRule: Codable, Hashable, Sendable {
    /// The rule.
    public var name: RuleName
    /// How far apart the steps lie; above zero.
    public var every: ScaledDecimal
    /// The last step; what lies beyond unlocks nothing more.
    public var upTo: ScaledDecimal
    /// What may be chosen at each step.
    public var grants: [String]

    /// Creates a rule.
    public init(_ name: RuleName, every: ScaledDecimal, upTo: ScaledDecimal, grants: [String]) {
        self.name = name
        self.every = every
        self.upTo = upTo
        self.grants = grants
    }

    /// The steps that a figure has reached, from 1, and of these the ones that were not taken yet.
    ///
    /// A step is reached at its number, inclusive. Asking twice grants nothing twice: what was taken is named by its step.
    public func steps(
        at figure: ScaledDecimal, taken: Set<Int> = [], version: String, events: [EventID] = []
    ) -> Explained<(reached: Int, open: [Int])> {
        let capped = min(figure, upTo)
        var reached = 0
        if every > 0, capped > 0 {
            let whole = capped.divided(by: every, decimals: 0).map { Int(clamping: $0.mantissa) } ?? 0
            // Rounding may have gone up past the figure.
            reached = whole
            if let back = every.multiplied(by: ScaledDecimal(mantissa: Int64(whole)), decimals: every.scale),
                back > capped
            {
                reached -= 1
            }
        }
        let open = reached < 1 ? [] : (1...reached).filter { !taken.contains($0) }
        return Explained(
            (reached, open),
            RuleExplanation(
                "steps.\(name)", version: version, "\(reached) steps of \(every) are reached, \(open.count) are open",
                ["figure": figure, "every": every, "upTo": upTo], events: events))
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case every = 2
        case upTo = 3
        case grants = 4
    }
}
