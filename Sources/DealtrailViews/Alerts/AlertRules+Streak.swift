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
    ///   - timeline: What was known of the customer over time.
    /// - Throws: What `timeline` throws.
    /// - Complexity: O(days of the streak × orders), the days asked for in runs of one, eight and then sixty-four on which
    ///   something happened.
    public func streakAlerts(
        of customer: AccountID, owner: ActorID?, at now: Timestamp, _ timeline: some CustomerTimeline
    ) throws -> [Alert] {
        try openStreaks(at: now, timeline).map { open in
            let observations = try open.health.observations(of: open.days, timeline)
            let (rule, due, subject) = (open.rule, open.due, Tag.account(customer))
            return Alert(
                id: AlertID(rule: rule.name, subject: subject, due: due), rule: rule.name, form: .streak,
                policy: policy.version, subject: subject, account: customer, owner: owner, phase: .missed, due: due,
                missedFrom: due, lateSeconds: Self.late(now, after: due), startedBy: nil, startedByKind: nil,
                rungs: rungs(of: open, at: now, owner),
                why: rule.streak(observations, version: policy.version).why)
        }
    }

    /// The same without an explanation, which takes the score of every day: as much of each alert as is compared.
    ///
    /// - Throws: What `timeline` throws.
    /// - Complexity: O(events of the customer × orders) where scores only fall while nothing happens, and otherwise as
    ///   ``streakAlerts(of:owner:at:_:)``.
    public func streakOutlines(
        of customer: AccountID, owner: ActorID?, at now: Timestamp, _ timeline: some CustomerTimeline
    ) throws -> [AlertOutline] {
        try openStreaks(at: now, timeline).map { open in
            AlertOutline(
                rule: open.rule.name, subject: .account(customer), account: customer, owner: owner, startedBy: nil,
                due: open.due, missedFrom: open.due, tells: rungs(of: open, at: now, owner).last?.tells ?? [])
        }
    }

    /// A streak that is long enough.
    private typealias OpenStreak = (rule: StreakRule, health: HealthStreak, days: ClosedRange<Int>, due: Timestamp)

    private func openStreaks(at now: Timestamp, _ timeline: some CustomerTimeline) throws -> [OpenStreak] {
        try streaks.compactMap { rule in
            guard let health = HealthStreak(rule, book.calendar(rule.calendar ?? .always), policy.health),
                let days = try health.days(until: now, timeline), days.count >= rule.length
            else { return nil }
            return (rule, health, days, health.start(of: days.lowerBound + max(1, rule.length)))
        }
    }

    private func rungs(of open: OpenStreak, at now: Timestamp, _ owner: ActorID?) -> [Alert.Rung] {
        rungs(open.rule.ladder, open.rule.calendar ?? .always, from: open.due, at: now, owner)
    }
}
