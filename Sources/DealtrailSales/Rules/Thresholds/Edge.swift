public import DealtrailModel

/// Which side of a number counts, and whether the number itself does (`docs/features.md`, contradiction 4).
public enum Edge: String, Codable, Hashable, Sendable, CaseIterable {
    /// Strictly more.
    case above
    /// The number itself and more.
    case atLeast = "at-least"
    /// Strictly less.
    case below
    /// The number itself and less.
    case atMost = "at-most"

    /// Whether a value lies on this side of a limit.
    public func holds(_ value: ScaledDecimal, _ limit: ScaledDecimal) -> Bool {
        switch self {
        case .above: value > limit
        case .atLeast: value >= limit
        case .below: value < limit
        case .atMost: value <= limit
        }
    }

    /// In words, such as `at least`.
    public var words: String { rawValue == "at-least" ? "at least" : rawValue == "at-most" ? "at most" : rawValue }
}
