/// A day of the week.
public enum Weekday: String, Codable, Hashable, Sendable, CaseIterable {
    /// Monday.
    case monday
    /// Tuesday.
    case tuesday
    /// Wednesday.
    case wednesday
    /// Thursday.
    case thursday
    /// Friday.
    case friday
    /// Saturday.
    case saturday
    /// Sunday.
    case sunday

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    public var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}
