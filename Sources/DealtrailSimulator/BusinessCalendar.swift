public import DealtrailModel

/// When people work: Monday to Friday from nine to six at one offset, holidays excepted.
public struct BusinessCalendar: Hashable, Sendable {
    /// Minutes east of UTC.
    public var offsetMinutes: Int16
    /// The days off beside Saturdays and Sundays.
    public var holidays: Set<CivilDate>

    /// Creates a calendar.
    public init(offsetMinutes: Int16, holidays: Set<CivilDate>) {
        self.offsetMinutes = offsetMinutes
        self.holidays = holidays
    }

    /// China: New Year, Labour Day and National Day of every year 2024 to 2030, and Spring Festival of 2025 and 2026.
    public static let china: BusinessCalendar = {
        var days: [CivilDate?] = []
        for year in 2024...2030 {
            days.append(CivilDate(year: year, month: 1, day: 1))
            for day in 1...3 { days.append(CivilDate(year: year, month: 5, day: day)) }
            for day in 1...7 { days.append(CivilDate(year: year, month: 10, day: day)) }
        }
        for (first, count) in [
            (CivilDate(year: 2025, month: 1, day: 28), 8), (CivilDate(year: 2026, month: 2, day: 15), 9),
        ] {
            guard let first else { continue }
            for day in 0..<count { days.append(CivilDate(dayNumber: first.dayNumber + day)) }
        }
        return BusinessCalendar(offsetMinutes: 480, holidays: Set(days.compactMap(\.self)))
    }()

    /// Whether people work on a day.
    public func isWorkday(_ date: CivilDate) -> Bool { date.weekday <= 5 && !holidays.contains(date) }

    /// The day that is `count` workdays after a day; for 0 the day itself, or the next workday.
    public func workday(_ count: Int, after date: CivilDate) -> CivilDate {
        var day = date
        var left = count
        while true {
            if isWorkday(day) {
                if left <= 0 { return day }
                left -= 1
            }
            day = CivilDate(dayNumber: day.dayNumber + 1)
        }
    }

    /// The second of UTC at which a second of a local day falls.
    func second(_ secondOfDay: Int, on date: CivilDate) -> Int64 {
        Int64(date.dayNumber) * 86_400 + Int64(secondOfDay) - Int64(offsetMinutes) * 60
    }

    /// The local date of a second of UTC.
    func date(_ second: Int64) -> CivilDate {
        let local = second + Int64(offsetMinutes) * 60
        let (day, rest) = local.quotientAndRemainder(dividingBy: 86_400)
        return CivilDate(dayNumber: Int(rest < 0 ? day - 1 : day))
    }

    /// The same second when people work then, else the opening of the next workday, `delay` seconds in.
    func working(_ second: Int64, delay: Int) -> Int64 {
        let day = date(second)
        let ofDay = Int(second - self.second(0, on: day))
        if isWorkday(day), ofDay < 18 * 3600 {
            return ofDay >= 9 * 3600 ? second : self.second(9 * 3600 + delay, on: day)
        }
        return self.second(9 * 3600 + delay, on: workday(0, after: CivilDate(dayNumber: day.dayNumber + 1)))
    }
}
