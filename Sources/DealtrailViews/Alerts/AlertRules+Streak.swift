public import DealtrailModel
public import DealtrailSales

extension AlertRules {
    /// Whether some rule follows the health of customers.
    public var followsHealth: Bool { !streaks.isEmpty }

    /// The first end of a day after an instant at which a streak may become long enough; `nil` without one.
    public func nextDayEnd(after instant: Timestamp) -> Timestamp? {
        streaks.map { rule in
            let calendar = book.calendar(rule.calendar ?? .always)
            return calendar.instant(
                of: CivilDate(dayNumber: calendar.date(of: instant).dayNumber + 1), nanoseconds: 0)
        }.min()
    }

    /// What streaks of health come to for a customer at an instant (`docs/features.md` row 115).
    ///
    /// The health of a day is that at its end. A streak is due at the end of the day that made it long enough, and is open
    /// while it lasts. Nothing is recorded for it: the score of every past day follows from the log.
    ///
    /// - Parameters:
    ///   - customer: The account that stands for the customer.
    ///   - owner: Who owns it.
    ///   - now: The instant.
    ///   - states: What was known of the customer at some instants, in their order; `nil` where nothing was.
    /// - Throws: What `states` throws.
    /// - Complexity: O(days of the streak), asked for in runs of one, eight, sixty-four and so on.
    public func streakAlerts(
        of customer: AccountID, owner: ActorID?, at now: Timestamp,
        states: ([Timestamp]) throws -> [CustomerHealth.State?]
    ) rethrows -> [Alert] {
        try streaks.compactMap { rule in
            let calendar = book.calendar(rule.calendar ?? .always)
            let run = try meeting(rule, calendar, now, states)
            let found = rule.streak(run, version: policy.version)
            guard found.value.isReached, let first = run.first else { return nil }
            let due = calendar.instant(
                of: CivilDate(dayNumber: first.period + max(1, rule.length)), nanoseconds: 0)
            let subject = Tag.account(customer)
            return Alert(
                id: AlertID(rule: rule.name, subject: subject, due: due), rule: rule.name, form: .streak,
                policy: policy.version, subject: subject, account: customer, owner: owner, phase: .missed, due: due,
                missedFrom: due, lateSeconds: Self.late(now, after: due), startedBy: nil, startedByKind: nil,
                rungs: rungs(rule.ladder, rule.calendar ?? .always, from: due, at: now, owner), why: found.why)
        }
    }

    /// The days up to the last one that ended, as far back as each meets.
    private func meeting(
        _ rule: StreakRule, _ calendar: RuleCalendar, _ now: Timestamp,
        _ states: ([Timestamp]) throws -> [CustomerHealth.State?]
    ) rethrows -> [StreakRule.Observation] {
        guard let edge = rule.edge, let limit = rule.value else { return [] }
        let health = policy.health
        var day = calendar.date(of: now).dayNumber - 1
        var run: [StreakRule.Observation] = []
        var count = 1
        while true {
            // The last nanosecond of each day, the latest day first.
            let days = (0..<count).map { day - $0 }
            let ends = days.map { day in
                calendar.instant(of: CivilDate(dayNumber: day + 1), nanoseconds: 0).advanced(by: .nanoseconds(-1))
            }
            for (index, state) in try states(ends.reversed()).reversed().enumerated() {
                guard let state else { return run.reversed() }
                let score = HealthScore.score(of: state, at: ends[index], health)
                guard edge.holds(score, limit) else { return run.reversed() }
                run.append(StreakRule.Observation(period: days[index], value: score))
            }
            day -= count
            count *= 8
        }
    }
}
