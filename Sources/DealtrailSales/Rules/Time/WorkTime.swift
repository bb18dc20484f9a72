public import DealtrailModel

/// How much time of a calendar lies between two instants, for many pairs of instants at once.
///
/// The days between the first and the last of them are looked up once, so that a pair costs no walk over its days.
public struct WorkTime: Sendable {
    /// Nanoseconds of a working day of the calendar: what "a day" is where such time is given in days.
    public let day: Int64
    private let calendar: RuleCalendar
    private let first: Int
    /// The window of each day, as nanoseconds since 1970; the same for both where time does not count.
    private let windows: [(open: Int64, close: Int64)]
    /// What was open before each day.
    private let before: [Int64]

    /// Looks up the days from one instant to another.
    ///
    /// - Complexity: O(days × holidays); at most 200 years of days are looked at, and time beyond them does not count.
    public init(_ calendar: RuleCalendar, from start: Timestamp, to end: Timestamp) {
        self.calendar = calendar
        let hours = calendar.hours ?? .wholeDay
        day = Int64(hours.close - hours.open) * 60_000_000_000
        // A day more on either side: a change of the offset moves the edges of days.
        first = calendar.date(of: start).dayNumber - 1
        let last = min(max(first, calendar.date(of: max(start, end)).dayNumber + 1), first + 73_050)
        var windows: [(open: Int64, close: Int64)] = []
        var before: [Int64] = []
        var sum: Int64 = 0
        for number in first...last {
            let window = calendar.window(on: CivilDate(dayNumber: number))
            let (open, close) = (window?.open.nanoseconds ?? 0, window?.close.nanoseconds ?? 0)
            windows.append((open, max(open, close)))
            before.append(sum)
            sum += max(0, close - open)
        }
        self.windows = windows
        self.before = before + [sum]
    }

    /// The open time from one instant to another in nanoseconds; 0 when the second is not later.
    ///
    /// - Complexity: O(changes of the offset).
    public func nanoseconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        end > start ? open(until: end) - open(until: start) : 0
    }

    private func open(until instant: Timestamp) -> Int64 {
        let index = calendar.date(of: instant).dayNumber - first
        guard index >= 0 else { return 0 }
        guard index < windows.count else { return before[windows.count] }
        let (open, close) = windows[index]
        return before[index] + max(0, min(instant.nanoseconds, close) - open)
    }
}
