import DealtrailModel
import DealtrailSales

/// How a funnel measures durations: in days of 24 hours, or in the open time of a calendar.
struct FunnelClock: Sendable {
    /// The time of the report, up to which what still runs is measured.
    let now: Timestamp
    private let work: WorkTime?

    /// - Parameters:
    ///   - now: The time of the report.
    ///   - calendar: The calendar; `nil` for days of 24 hours.
    ///   - states: The opportunities whose durations are going to be measured.
    init(now: Timestamp, calendar: RuleCalendar?, _ states: [Funnel.State]) {
        self.now = now
        work = calendar.map { calendar in
            let times = states.lazy.flatMap { state in
                state.visits.flatMap { [$0.entered, $0.left] } + [state.outcome?.closedAt]
            }.compactMap(\.self)
            return WorkTime(calendar, from: times.min() ?? now, to: max(times.max() ?? now, now))
        }
    }

    /// Nanoseconds of a day.
    var day: Int64 { work?.day ?? Distribution.day }

    /// How long it is from one instant to another, in nanoseconds; negative in days of 24 hours when the second is earlier.
    func nanoseconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        work?.nanoseconds(from: start, to: end)
            ?? Int64(clamping: Int128(end.nanoseconds) - Int128(start.nanoseconds))
    }

    /// How long a visit took; `nil` while it runs and where a time is not known.
    func length(of visit: Funnel.Visit) -> Int64? {
        guard let entered = visit.entered, let left = visit.left else { return nil }
        return nanoseconds(from: entered, to: left)
    }

    /// How long a visit has been running; 0 when it begins after the time of the report, `nil` when its time is not known.
    func running(_ visit: Funnel.Visit) -> Int64? {
        visit.entered.map { max(0, nanoseconds(from: $0, to: now)) }
    }

    /// Days with one decimal, rounded half away from zero.
    func days(_ nanoseconds: Int64) -> ScaledDecimal {
        Distribution.days(Int128(nanoseconds), per: Int128(day))
    }
}
