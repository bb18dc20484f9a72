public import DealtrailModel

/// What came of a visit; a tenant may add its own (`docs/features.md` row 41).
public struct VisitOutcome: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// It brought the matter forward.
    public static let effective: VisitOutcome = "effective"
    /// It brought nothing.
    public static let ineffective: VisitOutcome = "ineffective"
}
