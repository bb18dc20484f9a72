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
    let deadlines: [Deadline]
    let counts: [Count]
    let streaks: [StreakRule]
    /// By family, the kinds that start rules which look at events of a host service: no view keeps those, so that the
    /// subjects of those kinds have to be read from the log.
    public let beyond: [SubjectFamily: Set<EventKind>]

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
        beyond = Self.beyond(
            deadlines.map {
                ($0.family, $0.starts, book.resolve(($0.rule.resetBy ?? []) + ($0.rule.cancelledBy ?? [])))
            }
                + counts.map { ($0.family, $0.counted, $0.resetting) })
        streaks = book.streaks.filter { $0.measures != nil && isWanted($0.name, $0.ladder) }
    }

    private static func beyond(
        _ rules: [(family: SubjectFamily, starts: [EventPattern], others: [EventPattern])]
    ) -> [SubjectFamily: Set<EventKind>] {
        var beyond: [SubjectFamily: Set<EventKind>] = [:]
        for rule in rules {
            let starts = Set(rule.starts.map { EventKind($0.name) })
            let looked = starts.union(rule.others.map { EventKind($0.name) })
            guard !looked.isSubset(of: DeadlineSubjects.kinds) else { continue }
            beyond[rule.family, default: []].formUnion(starts)
        }
        return beyond
    }

    /// The kinds that may matter to what is due: those of this package, and those of the host service that the policy lists.
    public var kinds: Set<EventKind> { DeadlineSubjects.kinds.union(book.ownEvents) }

    /// The names of the rules.
    public var names: [RuleName] { deadlines.map(\.rule.name) + counts.map(\.rule.name) + streaks.map(\.name) }
}
