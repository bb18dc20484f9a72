public import DealtrailModel

extension RuleCalendar {
    /// How many days are looked through before a calendar counts as never open again: a hundred years.
    static let horizonDays = 36_525

    /// The instant at which a duration that begins at `start` has passed; `nil` when it does not within a hundred years.
    ///
    /// Hours that end with the working day end at its close, not at the next opening. A duration in days that begins
    /// outside working hours begins at the next opening.
    ///
    /// - Complexity: O(days passed over × holidays).
    public func instant(_ duration: WorkDuration, after start: Timestamp) -> Timestamp? {
        guard duration.count > 0 else { return start }
        guard var remaining = duration.nanoseconds else { return days(duration.count, after: start) }
        var date = date(of: start)
        for _ in 0...Self.horizonDays {
            if let window = window(on: date) {
                let begin = max(start, window.open)
                if begin < window.close {
                    let length = Self.nanoseconds(from: begin, to: window.close)
                    if remaining <= length { return begin.advanced(by: .nanoseconds(remaining)) }
                    remaining -= length
                }
            }
            date = CivilDate(dayNumber: date.dayNumber + 1)
        }
        return nil
    }

    /// The instant from which on a duration passes until `end`; `nil` when it does not within a hundred years.
    ///
    /// - Complexity: as ``instant(_:after:)``.
    public func instant(_ duration: WorkDuration, before end: Timestamp) -> Timestamp? {
        guard duration.count > 0 else { return end }
        guard var remaining = duration.nanoseconds else { return days(duration.count, before: end) }
        var date = date(of: end)
        for _ in 0...Self.horizonDays {
            if let window = window(on: date) {
                let finish = min(end, window.close)
                if window.open < finish {
                    let length = Self.nanoseconds(from: window.open, to: finish)
                    if remaining <= length { return finish.advanced(by: .nanoseconds(-remaining)) }
                    remaining -= length
                }
            }
            date = CivilDate(dayNumber: date.dayNumber - 1)
        }
        return nil
    }

    private func days(_ count: Int, after start: Timestamp) -> Timestamp? {
        var date = date(of: start)
        var time = nanosecondOfDay(start)
        if !isOpen(at: start) {
            time = Int64((hours ?? .wholeDay).open) * 60_000_000_000
            guard let opening = workday(from: date, where: { start < $0.open }) else { return nil }
            date = opening
        }
        for _ in 0..<count {
            let next = CivilDate(dayNumber: date.dayNumber + 1)
            guard let workday = workday(from: next, where: { _ in true }) else { return nil }
            date = workday
        }
        return instant(of: date, nanoseconds: time)
    }

    /// The first working day from a day on whose hours are as wanted.
    private func workday(
        from day: CivilDate, where fits: ((open: Timestamp, close: Timestamp)) -> Bool
    ) -> CivilDate? {
        (0...Self.horizonDays).lazy.map { CivilDate(dayNumber: day.dayNumber + $0) }
            .first { window(on: $0).map(fits) ?? false }
    }

    private func days(_ count: Int, before end: Timestamp) -> Timestamp? {
        let time = nanosecondOfDay(end)
        var date = date(of: end)
        var left = count
        for _ in 0...Self.horizonDays {
            date = CivilDate(dayNumber: date.dayNumber - 1)
            guard isWorkday(date) else { continue }
            left -= 1
            guard left == 0 else { continue }
            let hours = hours ?? .wholeDay
            let held = min(max(time, Int64(hours.open) * 60_000_000_000), Int64(hours.close) * 60_000_000_000)
            return instant(of: date, nanoseconds: held)
        }
        return nil
    }

    private func nanosecondOfDay(_ instant: Timestamp) -> Int64 {
        let local = Int128(instant.nanoseconds) + Int128(offsetMinutes(at: instant)) * 60_000_000_000
        let (_, rest) = local.quotientAndRemainder(dividingBy: 86_400_000_000_000)
        return Int64(rest < 0 ? rest + 86_400_000_000_000 : rest)
    }

    private static func nanoseconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        // A window is at most a day and an hour or so.
        Int64(clamping: Int128(end.nanoseconds) - Int128(start.nanoseconds))
    }
}
