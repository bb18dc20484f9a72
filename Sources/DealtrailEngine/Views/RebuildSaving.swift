/// When a rebuild saves itself, so that one that is killed goes on from there.
///
/// A save writes what has changed since the one before, so a rebuild loses at most the work of one interval and never
/// begins anew.
public struct RebuildSaving: Sendable {
    enum Rule: Sendable {
        case never
        case time(Duration, @Sendable () -> Duration)
        case events(UInt64)
    }

    let rule: Rule

    /// Never: a rebuild that is killed begins anew.
    public static let never = RebuildSaving(rule: .never)

    /// Half a minute after the last save, or the beginning.
    ///
    /// A rebuild of ten million events takes less on two cores, and saves nothing.
    public static let standard = RebuildSaving.every(.seconds(30))

    /// So long after the last save, or the beginning.
    ///
    /// - Parameters:
    ///   - interval: How long.
    ///   - now: How late it is by a clock that only goes forward; its beginning means nothing.
    public static func every(
        _ interval: Duration, now: @escaping @Sendable () -> Duration = Self.uptime
    ) -> RebuildSaving {
        RebuildSaving(rule: .time(interval, now))
    }

    /// After so many events.
    public static func every(events: UInt64) -> RebuildSaving { RebuildSaving(rule: .events(max(1, events))) }

    /// How long the system runs, as its clock says that only goes forward.
    public static let uptime: @Sendable () -> Duration = {
        let start = ContinuousClock.Instant.reference
        return start.duration(to: .now)
    }
}

extension ContinuousClock.Instant {
    /// Some instant, the same in all of the process.
    fileprivate static let reference = ContinuousClock.now
}
