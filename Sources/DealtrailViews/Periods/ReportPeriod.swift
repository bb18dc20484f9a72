public import DealtrailModel

/// A span of whole days that a report looks at: a year, a quarter, a month, a week, or any days (row 40).
public struct ReportPeriod: Hashable, Sendable {
    /// What kind of span it is.
    public enum Kind: String, Codable, Hashable, Sendable {
        /// A calendar year, `2026`.
        case year
        /// A quarter of a calendar year, `2026-Q1`.
        case quarter
        /// A calendar month, `2026-03`.
        case month
        /// A week of ISO 8601, `2026-W07`.
        case week
        /// Days, `2026-03-01..2026-03-15`, both included.
        case days
    }

    /// What kind of span it is.
    public let kind: Kind
    /// The first day.
    public let from: CivilDate
    /// The day after the last.
    public let until: CivilDate

    /// The form in which a period is written.
    public static let form =
        "a year 2026, a quarter 2026-Q1, a month 2026-03, a week 2026-W07, or days 2026-03-01..2026-03-15"

    /// Reads a period; `nil` for what is none, such as week 53 of a year that has 52.
    public init?(_ text: String) {
        if text.contains("..") {
            guard let from = CivilDate(text.prefix(10)), let last = CivilDate(text.suffix(10)), from <= last,
                text.utf8.elementsEqual("\(from)..\(last)".utf8)
            else { return nil }
            self.init(.days, from, CivilDate(dayNumber: last.dayNumber + 1))
            return
        }
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let year = Self.number(parts[0], digits: 4), (1...9998).contains(year) else { return nil }
        guard parts.count == 2 else {
            self.init(.year, year: year, month: 1, months: 12)
            return
        }
        switch parts[1].first {
        case "Q":
            guard let quarter = Self.number(parts[1].dropFirst(), digits: 1), (1...4).contains(quarter) else {
                return nil
            }
            self.init(.quarter, year: year, month: quarter * 3 - 2, months: 3)
        case "W":
            guard let week = Self.number(parts[1].dropFirst(), digits: 2),
                let monday = CivilDate(year: year, week: week)
            else { return nil }
            self.init(.week, monday, CivilDate(dayNumber: monday.dayNumber + 7))
        default:
            guard let month = Self.number(parts[1], digits: 2), (1...12).contains(month) else { return nil }
            self.init(.month, year: year, month: month, months: 1)
        }
    }

    private init(_ kind: Kind, _ from: CivilDate, _ until: CivilDate) {
        self.kind = kind
        self.from = from
        self.until = until
    }

    private init?(_ kind: Kind, year: Int, month: Int, months: Int) {
        let end = month + months > 12 ? (year + 1, month + months - 12) : (year, month + months)
        guard let from = CivilDate(year: year, month: month, day: 1),
            let until = CivilDate(year: end.0, month: end.1, day: 1)
        else { return nil }
        self.init(kind, from, until)
    }

    private static func number(_ text: some StringProtocol, digits: Int) -> Int? {
        text.utf8.count == digits && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
