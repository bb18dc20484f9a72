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
    let deadlines: [Deadline]
    let counts: [Count]
    let streaks: [StreakRule]

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
}
