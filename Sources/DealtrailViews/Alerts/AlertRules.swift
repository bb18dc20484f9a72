import DealtrailModel
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
    }

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
        return rest
    }
}
