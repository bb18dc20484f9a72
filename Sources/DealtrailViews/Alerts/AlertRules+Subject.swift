public import DealtrailModel
public import DealtrailSales

extension AlertRules {
    /// What deadlines and counts come to for a subject at an instant, warnings and what runs in its grace included.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - now: The instant; what happened later is left out.
    ///   - history: All that happened to the subject, in the order in which it happened. It is asked where what the subject
    ///     keeps is not enough: when something happened after `now`, and when a count is reached.
    /// - Returns: In the order of rules.
    /// - Throws: What `history` throws.
    /// - Complexity: O(rules of the family × events kept), and of all events of the subject where `history` is asked.
    public func alerts(
        of subject: DeadlineSubject, at now: Timestamp, history: (Tag) throws -> [Occurrence]
    ) rethrows -> [Alert] {
        guard let family = SubjectFamily(of: subject.subject) else { return [] }
        // Before anything is read: most subjects concern few rules.
        let deadlines = deadlines.filter { $0.family == family && $0.rule.concerns(subject.tier) }
        let counts = counts.filter { $0.family == family }
        guard !deadlines.isEmpty || !counts.isEmpty else { return [] }
        var all: [Occurrence]?
        func whole() throws -> [Occurrence] {
            if let all { return all }
            let found = try history(subject.subject)
            all = found
            return found
        }
        let isAhead = subject.latest.map { now < $0 } ?? false
        let kept = isAhead ? try whole() : subject.occurrences
        var alerts: [Alert] = []
        for deadline in deadlines {
            guard kept.contains(where: { occurrence in deadline.starts.contains { $0.matches(occurrence) } }) else {
                continue
            }
            if let alert = alert(deadline.rule, subject, kept, now) { alerts.append(alert) }
        }
        for count in counts {
            guard isAhead || subject.count(of: count.counted, since: count.resetting) >= count.rule.atLeast,
                let alert = alert(count.rule, subject, try whole(), now)
            else { continue }
            alerts.append(alert)
        }
        return alerts
    }

    private func alert(
        _ rule: DeadlineRule, _ subject: DeadlineSubject, _ occurrences: [Occurrence], _ now: Timestamp
    ) -> Alert? {
        let status = rule.status(after: occurrences, at: now, subject: subject.tier, in: book, version: policy.version)
        guard [.warned, .inGrace, .missed].contains(status.value.phase), let due = status.value.due,
            let missedFrom = status.value.missedFrom, let event = status.value.event
        else { return nil }
        let start = occurrences.first { $0.id == event }
        return Alert(
            id: AlertID(rule: rule.name, subject: subject.subject, due: due), rule: rule.name, form: .deadline,
            policy: policy.version, subject: subject.subject, account: subject.account, owner: subject.owner,
            phase: status.value.phase, due: due, missedFrom: missedFrom,
            lateSeconds: Self.late(now, after: missedFrom),
            startedBy: subject.mark(of: event) ?? start.map { EventMark(position: 0, id: $0.id, occurredAt: $0.at) },
            startedByKind: start?.kind,
            rungs: status.value.rungs.map { rung in
                Alert.Rung(from: rung.from, tells: recipients(rung.notify, subject.owner))
            }, why: status.why)
    }

    private func alert(
        _ rule: CountRule, _ subject: DeadlineSubject, _ occurrences: [Occurrence], _ now: Timestamp
    ) -> Alert? {
        guard let reached = rule.reached(occurrences, at: now, in: book) else { return nil }
        let due = reached.event.at
        let counted = rule.count(occurrences, at: now, in: book, version: policy.version)
        return Alert(
            id: AlertID(rule: rule.name, subject: subject.subject, due: due), rule: rule.name, form: .count,
            policy: policy.version, subject: subject.subject, account: subject.account, owner: subject.owner,
            phase: .missed, due: due, missedFrom: due, lateSeconds: Self.late(now, after: due),
            startedBy: subject.mark(of: reached.event.id)
                ?? EventMark(position: 0, id: reached.event.id, occurredAt: due),
            startedByKind: reached.event.kind,
            rungs: rungs(rule.ladder, rule.calendar, from: due, at: now, subject.owner), why: counted.why)
    }

    /// The rungs that are reached at an instant.
    func rungs(
        _ ladder: [EscalationRung]?, _ calendar: CalendarName, from start: Timestamp, at now: Timestamp,
        _ owner: ActorID?
    ) -> [Alert.Rung] {
        EscalationRung.rungs(of: ladder ?? [], from: start, until: now, book.calendar(calendar), book).map { rung in
            Alert.Rung(from: rung.from, tells: recipients(rung.notify, owner))
        }
    }

    func recipients(_ roles: [RoleName], _ owner: ActorID?) -> [AlertRecipient] {
        roles.map { AlertRecipient(role: $0, person: $0 == Self.owning ? owner : nil) }
    }

    /// The role that is the owner of the subject.
    static let owning: RoleName = "rep"

    static func late(_ now: Timestamp, after missedFrom: Timestamp) -> Int64 {
        max(0, now.duration(since: missedFrom).components.seconds)
    }
}
