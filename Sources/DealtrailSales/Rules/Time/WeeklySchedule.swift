public import DealtrailModel

/// Something that is done on one day of every week and looks weeks ahead (`docs/features.md` row 137).
public struct WeeklySchedule: Codable, Hashable, Sendable {
    /// On which day.
    public var day: Weekday
    /// How many weeks ahead.
    public var weeks: Int

    /// Creates a schedule.
    public init(every day: Weekday, weeks: Int) {
        self.day = day
        self.weeks = weeks
    }

    /// Thirteen weeks, every Thursday.
    public static let forecast = WeeklySchedule(every: .thursday, weeks: 13)

    /// The day of the cut that holds on a day: that day itself, or the last one before it.
    public func cut(on date: CivilDate) -> CivilDate {
        CivilDate(dayNumber: date.dayNumber - (date.weekday - day.number + 7) % 7)
    }

    /// The first days of the weeks that a cut looks at, the cut itself first.
    public func horizon(from cut: CivilDate) -> [CivilDate] {
        (0..<max(0, weeks)).map { CivilDate(dayNumber: cut.dayNumber + $0 * 7) }
    }

    package enum CodingKeys: Int, CodingKey {
        case day = 1
        case weeks = 2
    }
}
