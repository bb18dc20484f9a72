public import DealtrailModel

extension DeadlineRule {
    /// How it stands at an instant, after what has happened up to then.
    ///
    /// - Parameters:
    ///   - occurrences: What happened to one subject, in the order in which it happened; later ones are left out.
    ///   - now: The instant.
    ///   - subject: The tier or band of the subject; `nil` when unknown.
    ///   - book: The meanings, calendars and roles.
    ///   - version: The version of the policy.
    /// - Complexity: O(occurrences × patterns + days until the due time).
    public func status(
        after occurrences: [Occurrence], at now: Timestamp, subject: String? = nil, in book: RuleBook,
        version: String
    ) -> Explained<DeadlineStatus> {
        func explain(_ status: DeadlineStatus, _ conclusion: String) -> Explained<DeadlineStatus> {
            Explained(
                status,
                RuleExplanation(
                    "deadline.\(name)", version: version, conclusion,
                    [
                        "at": now, "allows": allows, "calendar": calendar,
                        "due": status.due?.description ?? "none",
                    ], events: [status.event].compactMap(\.self)))
        }
        if let onlyFor, !concerns(subject) {
            let status = DeadlineStatus(phase: .notConcerned, event: nil, due: nil, missedFrom: nil, rungs: [])
            return explain(status, "it concerns \(onlyFor.joined(separator: ", ")), not \(subject ?? "what has none")")
        }
        let (running, ended) = run(occurrences, until: now, book)
        guard let running else {
            let status = DeadlineStatus(phase: .idle, event: ended?.id, due: nil, missedFrom: nil, rungs: [])
            return explain(status, ended.map { "ended by \($0.kind)" } ?? "nothing has started it")
        }
        let days = book.calendar(calendar)
        guard let schedule = schedule(of: running, days) else {
            let status = DeadlineStatus(phase: .running, event: running.id, due: nil, missedFrom: nil, rungs: [])
            return explain(status, "no due time: the event states none, or the calendar never opens")
        }
        let isMissed = now >= schedule.firstMissed
        let isDue = missed == .after ? now > schedule.due : now >= schedule.due
        let phase: DeadlineStatus.Phase =
            isMissed ? .missed : isDue ? .inGrace : schedule.warnedFrom.map { $0 <= now } ?? false ? .warned : .running
        let status = DeadlineStatus(
            phase: phase, event: running.id, due: schedule.due, missedFrom: schedule.missedFrom,
            rungs: isMissed
                ? EscalationRung.rungs(of: ladder ?? [], from: schedule.missedFrom, until: now, days, book) : [])
        return explain(status, "\(phase.rawValue): started by \(running.kind) at \(running.at)")
    }

    /// The occurrence from which the time is counted, or else the one that ended it.
    func run(
        _ occurrences: [Occurrence], until now: Timestamp?, _ book: RuleBook
    ) -> (running: Occurrence?, ended: Occurrence?) {
        let starts = book.resolve(startsOn)
        let resets = book.resolve(resetBy ?? [])
        let cancels = book.resolve(cancelledBy ?? [])
        var running: Occurrence?
        var ended: Occurrence?
        for occurrence in occurrences where now.map({ occurrence.at <= $0 }) ?? true {
            if running != nil, cancels.contains(where: { $0.matches(occurrence) }) {
                (running, ended) = (nil, occurrence)
            } else if running != nil, resets.contains(where: { $0.matches(occurrence) }) {
                running = occurrence
            } else if running == nil, starts.contains(where: { $0.matches(occurrence) }) {
                (running, ended) = (occurrence, nil)
            }
        }
        return (running, ended)
    }

    func due(of occurrence: Occurrence, _ days: RuleCalendar) -> Timestamp? {
        switch counted ?? .event {
        case .event: days.instant(allows, after: occurrence.at)
        case .afterStated: occurrence.stated.flatMap { days.instant(allows, after: $0) }
        case .beforeStated: occurrence.stated.flatMap { days.instant(allows, before: $0) }
        }
    }
}
