public import DealtrailModel

/// A calendar of a policy, such as `business-hours`.
public struct CalendarName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; the reader of policies checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The calendar that every policy has: each hour of each day counts.
    public static let always: CalendarName = "always"
}
