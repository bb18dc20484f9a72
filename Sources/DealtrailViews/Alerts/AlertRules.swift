public import DealtrailModel
public import DealtrailSales

/// The rules of a policy that watch the clock, ready to be asked about many subjects.
///
/// A rule without a ladder tells nobody: it raises no alert, and is answered only when it is asked for by name.
public struct AlertRules: Sendable {
    /// A deadline with what tells quickly that a subject does not concern it.
    struct Deadline: Sendable {
        let rule: DeadlineRule
        let family: SubjectFamily
        let starts: [EventPattern]
        let calendar: RuleCalendar
    }

    /// A count with the same.
    struct Count: Sendable {
        let rule: CountRule
        let family: SubjectFamily
        let counted: [EventPattern]
        let resetting: [EventPattern]
    }

    /// The policy.
    public let policy: SalesPolicy
    let book: RuleBook
    private(set) var deadlines: [Deadline]
    private(set) var counts: [Count]
    private(set) var streaks: [StreakRule]
    /// By family, the kinds that start rules which look at events of a host service: no view keeps those, so that the
    /// subjects of those kinds have to be read from the log.
    public private(set) var beyond: [SubjectFamily: Set<EventKind>]

    /// Prepares the rules of a policy.
    ///
    /// - Parameters:
    ///   - policy: The policy.
    ///   - name: Only this rule; `nil` for all that tell somebody.
    public init(_ policy: SalesPolicy, only name: RuleName? = nil) {
        let book = policy.book
        func isWanted(_ rule: RuleName, _ ladder: [EscalationRung]?) -> Bool {
            name.map { $0 == rule } ?? !(ladder ?? []).isEmpty
        }
        self.policy = policy
        self.book = book
        deadlines = book.deadlines.filter { isWanted($0.name, $0.ladder) }.map { rule in
            Deadline(
                rule: rule, family: rule.about ?? book.family(of: rule.startsOn), starts: book.resolve(rule.startsOn),
                calendar: book.calendar(rule.calendar))
        }
        counts = book.counts.filter { isWanted($0.name, $0.ladder) }.map { rule in
            Count(
                rule: rule, family: rule.about ?? book.family(of: rule.of), counted: book.resolve(rule.of),
                resetting: book.resolve(rule.resetBy))
        }
        streaks = book.streaks.filter { $0.measures != nil && isWanted($0.name, $0.ladder) }
        beyond = Self.beyond(deadlines, counts, book)
    }

    private static func beyond(
        _ deadlines: [Deadline], _ counts: [Count], _ book: RuleBook
    ) -> [SubjectFamily: Set<EventKind>] {
        var beyond: [SubjectFamily: Set<EventKind>] = [:]
        func add(_ family: SubjectFamily, _ starts: [EventPattern], _ others: [EventPattern]) {
            let starts = Set(starts.map { EventKind($0.name) })
            let looked = starts.union(others.map { EventKind($0.name) })
            guard !looked.isSubset(of: DeadlineSubjects.kinds) else { return }
            beyond[family, default: []].formUnion(starts)
        }
        for deadline in deadlines {
            let others = (deadline.rule.resetBy ?? []) + (deadline.rule.cancelledBy ?? [])
            add(deadline.family, deadline.starts, book.resolve(others))
        }
        for count in counts { add(count.family, count.counted, count.resetting) }
        return beyond
    }

    /// The kinds that may matter to what is due: those of this package, and those of the host service that the policy lists.
    public var kinds: Set<EventKind> { DeadlineSubjects.kinds.union(book.ownEvents) }

    /// The names of the rules.
    public var names: [RuleName] { deadlines.map(\.rule.name) + counts.map(\.rule.name) + streaks.map(\.name) }

    /// Whether there is nothing to watch.
    public var isEmpty: Bool { deadlines.isEmpty && counts.isEmpty && streaks.isEmpty }

    /// These rules without those that see the same alerts under another policy.
    ///
    /// What a rule sees follows from the rule, the calendars, the roles and the meanings of words, and for a streak from how
    /// customers are scored: where all of these are the same, so are its alerts, of whatever subject and at any time.
    ///
    /// - Complexity: O(rules²).
    public func differing(from other: AlertRules) -> AlertRules {
        var rest = self
        guard book.calendars == other.book.calendars, book.roles == other.book.roles,
            book.meanings == other.book.meanings
        else { return rest }
        rest.deadlines.removeAll { own in other.deadlines.contains { $0.rule == own.rule } }
        rest.counts.removeAll { own in other.counts.contains { $0.rule == own.rule } }
        if policy.health.scoresAlike(other.policy.health) {
            rest.streaks.removeAll { other.streaks.contains($0) }
        }
        rest.beyond = Self.beyond(rest.deadlines, rest.counts, book)
        return rest
    }
}
