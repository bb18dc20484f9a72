package import DealtrailModel

extension EscalationRung {
    /// The rungs of a ladder with their times, those that are reached by `now`; all of them for `nil`.
    ///
    /// - Parameters:
    ///   - ladder: The ladder.
    ///   - start: Since when it is missed.
    ///   - now: The instant.
    ///   - days: The calendar of the rule.
    ///   - book: The roles.
    package static func rungs(
        of ladder: [EscalationRung], from start: Timestamp, until now: Timestamp?, _ days: RuleCalendar,
        _ book: RuleBook
    ) -> [DeadlineStatus.Rung] {
        var told: [RoleName] = []
        var reached: [DeadlineStatus.Rung] = []
        for rung in ladder {
            told = rung.notify.flatMap { role -> [RoleName] in
                role == superior ? told.compactMap(book.superior) : [role]
            }
            guard let time = days.instant(rung.after, after: start), now.map({ time <= $0 }) ?? true else { break }
            reached.append(DeadlineStatus.Rung(from: time, notify: told))
        }
        return reached
    }
}
