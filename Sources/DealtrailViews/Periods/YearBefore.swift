public import DealtrailModel

/// Finds the same time one year before (`docs/features.md` row 40).
///
/// Days and months go back a calendar year; 29 February becomes 28 February. A week of ISO 8601 goes back to the week of the
/// same number, and week 53 to the last week of a year that has only 52, so that weekdays stay what they are.
public struct YearBefore: Hashable, Sendable {
    private let offsetMinutes: Int16
    /// How many days back; `nil` for a calendar year.
    private let days: Int?

    /// - Parameters:
    ///   - period: The period that is compared; only of a week does it matter.
    ///   - offsetMinutes: The offset from UTC at which days begin.
    public init(of period: ReportPeriod? = nil, offsetMinutes: Int16 = 0) {
        self.offsetMinutes = offsetMinutes
        guard let period, period.kind == .week else {
            days = nil
            return
        }
        let (year, number) = period.from.week
        let monday = CivilDate(year: year - 1, week: number) ?? CivilDate(year: year - 1, week: 52) ?? period.from
        days = period.from.dayNumber - monday.dayNumber
    }

    /// The same time of the day, a year before.
    public func instant(_ instant: Timestamp) -> Timestamp {
        let date = ZonedTime(instant, offsetMinutes: offsetMinutes).date
        let before = days.map { CivilDate(dayNumber: date.dayNumber - $0) } ?? date.adding(years: -1)
        let ofDay = instant.duration(since: date.start(offsetMinutes: offsetMinutes))
        return before.start(offsetMinutes: offsetMinutes).advanced(by: ofDay)
    }
}
