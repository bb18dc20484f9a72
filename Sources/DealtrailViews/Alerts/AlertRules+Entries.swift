import DealtrailModel
import DealtrailSales

extension AlertRules {
    /// What runs for a subject after all that it knows, with its due times.
    func entries(
        of subject: DeadlineSubject, history: (Tag) throws -> [Occurrence]
    ) rethrows -> [DueIndex.Entry] {
        guard let family = SubjectFamily(of: subject.subject) else { return [] }
        var entries: [DueIndex.Entry] = []
        let own = deadlines.filter { $0.family == family }
        let occurrences = own.isEmpty ? [] : subject.occurrences
        for deadline in own where occurrences.contains(where: { one in deadline.starts.contains { $0.matches(one) } }) {
            guard let schedule = deadline.rule.schedule(after: occurrences, subject: subject.tier, in: book) else {
                continue
            }
            entries.append(
                DueIndex.Entry(
                    subject: subject.subject, rule: deadline.rule.name, event: schedule.event.id, due: schedule.due,
                    missedFrom: schedule.missedFrom, firstMissed: schedule.firstMissed, until: nil,
                    warnedFrom: schedule.warnedFrom))
        }
        for count in counts where count.family == family {
            guard let latest = subject.latest,
                subject.count(of: count.counted, since: count.resetting) >= count.rule.atLeast,
                let reached = try count.rule.reached(history(subject.subject), at: latest, in: book)
            else { continue }
            entries.append(
                DueIndex.Entry(
                    subject: subject.subject, rule: count.rule.name, event: reached.event.id, due: reached.event.at,
                    missedFrom: reached.event.at, firstMissed: reached.event.at, until: reached.until, warnedFrom: nil))
        }
        return entries
    }

    /// When the rungs behind the first are reached.
    func furtherRungs(of entry: DueIndex.Entry) -> [Timestamp] {
        let ladder = book.deadline(entry.rule)?.ladder ?? book.count(entry.rule)?.ladder ?? []
        guard ladder.count > 1 else { return [] }
        let days = calendar(of: entry.rule)
        return EscalationRung.rungs(of: ladder, from: entry.missedFrom, until: nil, days, book).dropFirst().map(\.from)
    }
}
