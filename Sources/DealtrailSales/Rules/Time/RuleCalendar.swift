public import DealtrailModel

/// When time counts: working days and hours at the offset of a place (`docs/features.md` rows 35 and 123).
///
/// The offset is data, with the instants at which it changes: no time zone database of the machine takes part, so that a
/// replay on another machine gives the same due times (decision 12).
public struct RuleCalendar: Codable, Hashable, Sendable {
    /// From an instant on the clocks show another offset.
    public struct OffsetChange: Codable, Hashable, Sendable {
        /// The instant.
        public var at: Timestamp
        /// The offset from then on.
        public var offset: UTCOffset

        /// Creates a change.
        public init(at: Timestamp, offset: UTCOffset) {
            self.at = at
            self.offset = offset
        }

        package enum CodingKeys: Int, CodingKey {
            case at = 1
            case offset = 2
        }
    }

    /// The calendar.
    public var name: CalendarName
    /// How far its clocks are ahead of UTC.
    public var offset: UTCOffset
    /// When that changes, in ascending order; `nil` for never.
    public var changes: [OffsetChange]?
    /// The days of the week on which time counts.
    public var days: [Weekday]
    /// In which hours; `nil` for the whole day.
    public var hours: DayHours?
    /// Days on which time does not count all the same.
    public var holidays: [DateRange]?
    /// Days on which it counts although weekday or holiday say no: those that are worked in for a holiday.
    public var workedIn: [DateRange]?

    /// Creates a calendar.
    public init(
        _ name: CalendarName, offset: UTCOffset = UTCOffset(minutes: 0), changes: [OffsetChange]? = nil,
        days: [Weekday] = Weekday.allCases, hours: DayHours? = nil, holidays: [DateRange]? = nil,
        workedIn: [DateRange]? = nil
    ) {
        self.name = name
        self.offset = offset
        self.changes = changes
        self.days = days
        self.hours = hours
        self.holidays = holidays
        self.workedIn = workedIn
    }

    /// Every hour of every day.
    public static let always = RuleCalendar(.always)

    /// Whether time counts on a day.
    public func isWorkday(_ date: CivilDate) -> Bool {
        if (workedIn ?? []).contains(where: { $0.contains(date) }) { return true }
        if (holidays ?? []).contains(where: { $0.contains(date) }) { return false }
        return days.contains { $0.number == date.weekday }
    }

    /// Whether time counts at an instant.
    public func isOpen(at instant: Timestamp) -> Bool {
        guard let window = window(on: date(of: instant)) else { return false }
        return window.open <= instant && instant < window.close
    }

    /// The day that the clocks of the place show.
    public func date(of instant: Timestamp) -> CivilDate {
        ZonedTime(instant, offsetMinutes: Int16(offsetMinutes(at: instant))).date
    }

    /// Minutes east of UTC at an instant.
    func offsetMinutes(at instant: Timestamp) -> Int {
        changes?.last { $0.at <= instant }?.offset.minutes ?? offset.minutes
    }

    /// The instants between which time counts on a day; `nil` when it does not.
    func window(on date: CivilDate) -> (open: Timestamp, close: Timestamp)? {
        guard isWorkday(date) else { return nil }
        let hours = hours ?? .wholeDay
        return (
            instant(of: date, nanoseconds: Int64(hours.open) * 60_000_000_000),
            instant(of: date, nanoseconds: Int64(hours.close) * 60_000_000_000)
        )
    }

    /// The instant at which the clocks show a time of a day, the first when they show it twice.
    ///
    /// A time that they skip is the instant at which they skip it.
    package func instant(of date: CivilDate, nanoseconds: Int64) -> Timestamp {
        func at(_ offset: UTCOffset) -> Timestamp {
            date.start(offsetMinutes: Int16(offset.minutes)).advanced(by: .nanoseconds(nanoseconds))
        }
        var current = offset
        for change in changes ?? [] {
            let candidate = at(current)
            if candidate < change.at { return candidate }
            if at(change.offset) < change.at { return change.at }
            current = change.offset
        }
        return at(current)
    }

    package enum CodingKeys: Int, CodingKey {
        case name = 1
        case offset = 2
        case changes = 3
        case days = 4
        case hours = 5
        case holidays = 6
        case workedIn = 7
    }
}
