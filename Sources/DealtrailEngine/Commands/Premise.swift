import DealtrailLog
import DealtrailModel
import Synchronization

/// What a decision rests on: the state of its decider and the rules in force.
struct Premise<Subject: Decider>: Sendable {
    var state = Subject.initial
    var rules = RulesHistory()

    /// One fold over the events of both scopes.
    ///
    /// An event that only the scope of the rules let in is kept from the decider's state.
    static func fold(scope: Query, rules: RulesSource) -> Fold<Premise> {
        let subject = Subject.fold
        let kinds = subject.kinds.union(rules.scope.items.isEmpty ? [] : [rules.kind])
        let rows = {
            kinds.sorted().map { kind in
                guard !rules.scope.items.isEmpty, kind == rules.kind else {
                    return Fold<Premise>.Row(kind: kind) { premise, event in
                        try subject.apply(event, to: &premise.state)
                    }
                }
                return Fold<Premise>.Row(kind: kind) { premise, event in
                    let tags = try event.tags
                    if rules.scope.matches(kind: kind, tags: tags) { try premise.rules.publish(event, from: rules) }
                    if scope.matches(kind: kind, tags: tags) { try subject.apply(event, to: &premise.state) }
                }
            }
        }
        return Fold<Premise>(rows)
    }
}

/// The events of the last decision; a log may decide more than once before it appends.
final class DecidedEvents: Sendable {
    private let last = Mutex<[NewEvent]?>(nil)

    var events: [NewEvent]? { last.withLock { $0 } }

    func note(_ events: [NewEvent]) {
        last.withLock { $0 = events }
    }
}
