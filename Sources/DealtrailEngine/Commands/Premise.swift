import DealtrailLog
import DealtrailModel
import Synchronization

/// What a decision rests on: the state of its decider and the rules in force.
struct Premise<Subject: Decider>: Sendable {
    var state = Subject.initial
    var rules = RulesHistory()
    /// The keys of the author, when the command is signed.
    var keys = AuthorKeys()

    /// One fold over the events of all scopes.
    ///
    /// An event that only the scope of the rules or of the keys let in is kept from the decider's state.
    static func fold(
        scope: Query, rules: RulesSource, keys: Fold<AuthorKeys>, keyScope: Query
    ) -> Fold<Premise> {
        let subject = Subject.fold
        let ruleKinds = rules.kinds
        let keyKinds = keyScope.items.isEmpty ? [] : keys.kinds
        let kinds = subject.kinds.union(ruleKinds).union(keyKinds)
        let rows = {
            kinds.sorted().map { kind in
                guard ruleKinds.contains(kind) || keyKinds.contains(kind) else {
                    return Fold<Premise>.Row(kind: kind) { premise, event in
                        try subject.apply(event, to: &premise.state)
                    }
                }
                return Fold<Premise>.Row(kind: kind) { premise, event in
                    let tags = try event.tags
                    if ruleKinds.contains(kind), rules.scope.matches(kind: kind, tags: tags) {
                        try premise.rules.note(event, from: rules)
                    }
                    if keyKinds.contains(kind), keyScope.matches(kind: kind, tags: tags) {
                        try keys.apply(event, to: &premise.keys)
                    }
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
