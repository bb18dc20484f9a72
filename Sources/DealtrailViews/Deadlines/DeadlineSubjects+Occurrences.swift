public import DealtrailModel
public import DealtrailSales

extension DeadlineSubjects {
    /// All that happened to a subject, in the order in which it happened, undated events left out.
    ///
    /// Kinds of a host service are among it.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - events: Events with its tag, in any order.
    ///   - fields: Where events name their documents and due times.
    /// - Complexity: O(events log events).
    public static func occurrences(
        of subject: Tag, in events: [RecordedEvent], _ fields: OccurrenceFields = .sales
    ) -> [Occurrence] {
        ordered(events, about: subject).compactMap { Occurrence($0, fields) }
    }

    /// A subject of which nothing is left out, for rules that look at events of a host service.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - known: What the view knows of it; `nil` when nothing.
    ///   - events: Events with its tag, in any order.
    ///   - fields: Where events name their documents and due times.
    /// - Complexity: O(events log events).
    public static func whole(
        _ subject: Tag, known: State?, events: [RecordedEvent], _ fields: OccurrenceFields = .sales
    ) -> State {
        var state = State(subject: subject)
        (state.owner, state.tier, state.account) = (known?.owner, known?.tier, known?.account)
        if SubjectFamily(of: subject) == .account { state.account = AccountID(state.id) }
        for event in ordered(events, about: subject) {
            if known == nil {
                state.owner = state.owner ?? event.value(of: "owner").map { ActorID($0) }
                state.account = state.account ?? event.value(of: "account").map { AccountID($0) }
            }
            guard let occurrence = Occurrence(event, fields) else {
                state.undated += 1
                continue
            }
            state.append(
                State.Letter(kind: occurrence.kind, isEvidenced: occurrence.isEvidenced), position: event.position,
                id: occurrence.id, at: occurrence.at, stated: occurrence.stated)
        }
        return state
    }

    private static func ordered(_ events: [RecordedEvent], about subject: Tag) -> [RecordedEvent] {
        events.filter { concerns($0, subject) }.sorted { FoldOrder($0) < FoldOrder($1) }
    }

    private static func concerns(_ event: RecordedEvent, _ subject: Tag) -> Bool {
        guard !left.contains(event.kind) else { return false }
        // Kinds that name a second account belong to that of their stream.
        let family = SubjectFamily(of: subject) ?? .account
        return SubjectFields(of: event.kind, about: family).account == nil || event.stream.rawValue == subject.rawValue
    }
}

extension RecordedEvent {
    /// The value of the first tag `name:value`; `nil` when there is none.
    fileprivate func value(of name: String) -> String? {
        tags.first { $0.rawValue.hasPrefix(name + ":") }.map { String($0.rawValue.dropFirst(name.utf8.count + 1)) }
    }
}
