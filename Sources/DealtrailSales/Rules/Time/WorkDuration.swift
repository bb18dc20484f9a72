/// A length of time that runs on a calendar: `15 min`, `48 h`, `5 d`.
///
/// Minutes and hours are time in which the calendar is open. Days are days on which it is: `2 d` after Friday at ten, with
/// weekends off, is Tuesday at ten.
public struct WorkDuration: TextLeaf {
    /// In what it is counted.
    public enum Unit: String, Codable, Hashable, Sendable, CaseIterable {
        /// Minutes.
        case minutes = "min"
        /// Hours.
        case hours = "h"
        /// Days.
        case days = "d"
    }

    /// How many, 0 to 99,999.
    public let count: Int
    /// Of what.
    public let unit: Unit

    /// Creates a duration; a count outside 0 to 99,999 is held at the edge.
    public init(_ count: Int, _ unit: Unit) {
        self.count = min(max(count, 0), 99_999)
        self.unit = unit
    }

    /// So many minutes.
    public static func minutes(_ count: Int) -> WorkDuration { WorkDuration(count, .minutes) }
    /// So many hours.
    public static func hours(_ count: Int) -> WorkDuration { WorkDuration(count, .hours) }
    /// So many days.
    public static func days(_ count: Int) -> WorkDuration { WorkDuration(count, .days) }

    /// Reads `COUNT UNIT`.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let unit = Unit(rawValue: String(parts[1])), (1...5).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(parts[0])
        else { return nil }
        self.init(count, unit)
    }

    /// Minutes and hours in nanoseconds; `nil` for days, whose length the calendar knows.
    var nanoseconds: Int64? {
        switch unit {
        case .minutes: Int64(count) * 60_000_000_000
        case .hours: Int64(count) * 3_600_000_000_000
        case .days: nil
        }
    }

    /// Such as `48 h`.
    public var description: String { "\(count) \(unit.rawValue)" }
    /// For messages.
    public static let form = "a duration, such as 15 min, 48 h or 5 d"
    /// For the schema.
    public static let pattern = "^[0-9]{1,5} (min|h|d)$"
}
