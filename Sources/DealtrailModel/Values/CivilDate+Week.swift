/// Weeks of ISO 8601: they begin on Monday, and week 1 is the one with the year's first Thursday.
extension CivilDate {
    /// The week with the year that it is counted in, which at the turn of a year may be another than the day's.
    public var week: (year: Int, number: Int) {
        // The Thursday of a week lies in the year that the week is counted in.
        let thursday = CivilDate(dayNumber: dayNumber - weekday + 4)
        let year = thursday.components.year
        let first = Self.dayNumber(year: year, month: 1, day: 1)
        return (year, (thursday.dayNumber - first) / 7 + 1)
    }

    /// The Monday of a week; `nil` when the year, 1 to 9999, does not have it.
    public init?(year: Int, week: Int) {
        guard (1...9999).contains(year), (1...Self.weeks(in: year)).contains(week) else { return nil }
        // January 4th is always in week 1.
        let fourth = CivilDate(dayNumber: Self.dayNumber(year: year, month: 1, day: 4))
        self.init(dayNumber: fourth.dayNumber - fourth.weekday + 1 + (week - 1) * 7)
    }

    /// How many weeks are counted in a year: 53 when it begins on a Thursday, or is a leap year that begins on a Wednesday.
    public static func weeks(in year: Int) -> Int {
        let (begins, ends) = (
            CivilDate(dayNumber: dayNumber(year: year, month: 1, day: 1)).weekday,
            CivilDate(dayNumber: dayNumber(year: year, month: 12, day: 31)).weekday
        )
        return begins == 4 || ends == 4 ? 53 : 52
    }

    /// The day one year before or after, at the end of the month when that is 29 February of a year without one.
    public func adding(years: Int) -> CivilDate {
        let (year, month, day) = components
        return CivilDate(year: year + years, month: month, day: day)
            ?? CivilDate(year: year + years, month: month, day: 28) ?? self
    }

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        CivilDate(year: year, month: month, day: day)?.dayNumber ?? 0
    }
}
