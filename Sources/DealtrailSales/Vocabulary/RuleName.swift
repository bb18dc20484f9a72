public import DealtrailModel

/// A rule of a policy, such as `quote-overdue`.
public struct RuleName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; the reader of policies checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
}
