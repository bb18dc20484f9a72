import DealtrailModel

/// Decides the stamp of a commit: never behind the log, never from a clock that cannot be right.
struct RecordingClock: Sendable {
    /// How far the clock may be behind the log before an append is refused: five minutes.
    static let tolerance = Duration.seconds(300)
    /// How far ahead of the log is absurd: ten years.
    static let horizon = Duration.seconds(10 * 366 * 86_400)
    /// The earliest and the latest time that a new log can begin: 2000-01-01 and 2200-01-01.
    static let plausible =
        Timestamp(nanoseconds: 946_684_800_000_000_000)..<Timestamp(nanoseconds: 7_258_118_400_000_000_000)

    let now: @Sendable () -> Timestamp

    /// The stamp for the next commit after `last`, or `nil` for a first.
    ///
    /// - Throws: `AppendError` (`clock`): stamping with the log's own last time until the clock catches up would freeze
    ///   time, and stamping with a time far ahead would do so for everyone after.
    func stamp(after last: Timestamp?) throws(AppendError) -> Timestamp {
        let now = now()
        guard Self.plausible.contains(now) else {
            throw AppendError(.clock, "it says \(now); a log records times from 2000 to 2199")
        }
        guard let last else { return now }
        guard now.duration(since: last) >= .zero - Self.tolerance else {
            throw AppendError(.clock, "it says \(now), more than five minutes before the last recorded event (\(last))")
        }
        guard now.duration(since: last) <= Self.horizon else {
            throw AppendError(.clock, "it says \(now), more than ten years after the last recorded event (\(last))")
        }
        return max(now, last)
    }
}
