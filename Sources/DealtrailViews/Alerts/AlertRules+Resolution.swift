public import DealtrailModel
public import DealtrailSales

extension AlertRules {
    /// Why an alert that was raised is open no more.
    ///
    /// What happened before the alert fell due and was recorded afterwards makes it one that was raised for what nobody
    /// knew (``AlertResolution/unknownThen``); it stays recorded as it was told.
    ///
    /// - Parameters:
    ///   - raised: The alert, which these rules do not find open at `now`.
    ///   - occurrences: All that happened to its subject.
    ///   - tier: The tier, grade or band of the subject.
    ///   - now: The instant.
    public func resolution(
        of raised: AlertRaised, after occurrences: [Occurrence], tier: String?, at now: Timestamp
    ) -> (how: AlertResolution, by: Occurrence?) {
        switch raised.form {
        case .deadline:
            guard let rule = deadlines.first(where: { $0.rule.name == raised.rule })?.rule else { return (.rules, nil) }
            if rule.onlyFor != nil, !(rule.onlyFor ?? []).contains(tier ?? "") { return (.notConcerned, nil) }
            let resets = book.resolve(rule.resetBy ?? [])
            let ends = book.resolve(rule.cancelledBy ?? [])
            guard let found = next(after: raised.startedBy, occurrences, now, in: resets + ends) else {
                // It began at another event than was known, with something that happened before it.
                guard let schedule = rule.schedule(after: occurrences, subject: tier, in: book),
                    schedule.event.id != raised.startedBy
                else { return (.rules, nil) }
                return (.unknownThen, schedule.event)
            }
            let isLate = rule.missed == .after ? found.at > raised.missedFrom : found.at >= raised.missedFrom
            guard isLate else { return (.unknownThen, found) }
            return (ends.contains { $0.matches(found) } ? .happened : .begunAnew, found)
        case .count:
            guard let rule = counts.first(where: { $0.rule.name == raised.rule }) else { return (.rules, nil) }
            let found = next(after: raised.startedBy, occurrences, now, in: rule.resetting)
            return found.map { (.happened, $0) } ?? (rule.rule.within == nil ? .unknownThen : .lapsed, nil)
        case .streak:
            return (streaks.contains { $0.name == raised.rule } ? .lapsed : .rules, nil)
        }
    }

    /// The first event of some kinds after the one that started an alert.
    private func next(
        after start: EventID?, _ occurrences: [Occurrence], _ now: Timestamp, in patterns: [EventPattern]
    ) -> Occurrence? {
        guard let start, let index = occurrences.firstIndex(where: { $0.id == start }) else { return nil }
        return occurrences[(index + 1)...].first { occurrence in
            occurrence.at <= now && patterns.contains { $0.matches(occurrence) }
        }
    }
}
