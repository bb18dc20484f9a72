public import DealtrailModel

/// What is to be reached in a month of a roll-out (`docs/features.md` row 181).
public struct MilestoneRule: Codable, Hashable, Sendable {
    /// The milestone.
    public var name: RuleName
    /// By the end of which month after the start, from 1.
    public var month: Int
    /// The figure that it takes, inclusive, in percent; `nil` where it is reached when it is there.
    public var atLeast: ScaledDecimal?

    /// Creates a milestone.
    public init(_ name: RuleName, month: Int, atLeast: ScaledDecimal? = nil) {
        self.name = name
        self.month = month
        self.atLeast = atLeast
    }

    /// Whether it is reached; a figure that nobody has is not.
    public func isReached(
        _ figure: ScaledDecimal?, inMonth current: Int, version: String, events: [EventID] = []
    ) -> Explained<Bool> {
        let enough = figure.map { figure in atLeast.map { figure >= $0 } ?? true } ?? false
        let late = current > month
        return Explained(
            enough,
            RuleExplanation(
                "milestone.\(name)", version: version,
                enough ? "reached" : late ? "missed: it was due by month \(month)" : "due by month \(month)",
                [
                    "figure": figure?.description ?? "none", "atLeast": atLeast?.description ?? "there",
                    "month": current,
                ], events: events))
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case month = 2
        case atLeast = 3
    }
}
