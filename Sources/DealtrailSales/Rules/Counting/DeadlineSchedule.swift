public import DealtrailModel

/// When what follows from a running deadline falls due, as long as nothing else happens.
public struct DeadlineSchedule: Hashable, Sendable {
    /// What started it or began it anew.
    public let event: Occurrence
    /// By when it is to happen.
    public let due: Timestamp
    /// The due time and the grace.
    public let missedFrom: Timestamp
    /// The first instant at which it counts as missed: ``missedFrom`` itself, or one nanosecond later where the rule says
    /// strictly after.
    public let firstMissed: Timestamp
    /// From when on to warn; `nil` without a warning.
    public let warnedFrom: Timestamp?
}

extension DeadlineRule {
    /// The schedule after all that has happened; `nil` when it does not run, or never falls due.
    ///
    /// - Parameters:
    ///   - occurrences: What happened to one subject, in the order in which it happened.
    ///   - subject: The tier or band of the subject; `nil` when unknown.
    ///   - book: The meanings and calendars.
    /// - Complexity: O(occurrences × patterns + days until the due time).
    public func schedule(
        after occurrences: [Occurrence], subject: String? = nil, in book: RuleBook
    ) -> DeadlineSchedule? {
        guard concerns(subject), let running = run(occurrences, until: nil, book).running else { return nil }
        return schedule(of: running, book.calendar(calendar))
    }

    /// Whether the rule concerns a tier or band.
    package func concerns(_ subject: String?) -> Bool { onlyFor.map { $0.contains(subject ?? "") } ?? true }

    /// The schedule of what runs since an occurrence.
    func schedule(of running: Occurrence, _ days: RuleCalendar) -> DeadlineSchedule? {
        guard let due = due(of: running, days), let missedFrom = grace.map({ days.instant($0, after: due) }) ?? due
        else { return nil }
        return DeadlineSchedule(
            event: running, due: due, missedFrom: missedFrom,
            firstMissed: missed == .after ? missedFrom.advanced(by: .nanoseconds(1)) : missedFrom,
            warnedFrom: warning.flatMap { days.instant($0, before: due) })
    }
}
