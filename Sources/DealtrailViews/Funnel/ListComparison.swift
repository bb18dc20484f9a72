/// How the amount of a won opportunity lies to the list price.
public enum ListComparison: String, Codable, Hashable, Sendable, CaseIterable {
    /// Below it.
    case below
    /// Exactly at it.
    case at
    /// Above it.
    case above
    /// The amount, the quantity or the list price is not recorded, or the currencies differ.
    case notRecorded = "not-recorded"
}
