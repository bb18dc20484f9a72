import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
import DealtrailViews

extension Trail {
    /// States of the view, with those read from the log in their place where rules look at events of a host service.
    ///
    /// - Parameters:
    ///   - states: What the view says.
    ///   - only: The subjects that are asked for; `nil` for all that there are.
    ///   - beyond: What starts such rules (``AlertRules/beyond``).
    /// - Complexity: O(states), and of such rules the events that start them and all those of their subjects.
    func completed(
        _ states: [DeadlineSubject], only: Set<Tag>?, beyond: [SubjectFamily: Set<EventKind>], _ point: AsOf,
        _ stamp: AnswerStamp
    ) throws -> [DeadlineSubject] {
        guard !beyond.isEmpty else { return states }
        let wanted =
            try only?.filter { tag in SubjectFamily(of: tag).map { beyond[$0] != nil } ?? false }
            ?? beginning(beyond, point, stamp)
        var known = Dictionary(states.map { ($0.subject, $0) }, uniquingKeysWith: { $1 })
        for subject in wanted {
            let events = try events(about: subject, point, stamp)
            guard !events.isEmpty else { continue }
            known[subject] = DeadlineSubjects.whole(
                subject, known: known[subject], events: events, occurrenceFields)
        }
        return known.values.sorted { $0.subject < $1.subject }
    }

    /// The subjects of some kinds of events.
    private func beginning(
        _ kinds: [SubjectFamily: Set<EventKind>], _ point: AsOf, _ stamp: AnswerStamp
    ) throws -> Set<Tag> {
        let all = kinds.values.reduce(into: Set()) { $0.formUnion($1) }
        var found: Set<Tag> = []
        let filter = EventFilter(query: Query(items: [Query.Item(kinds: all)]))
        try log.scan(filter, in: 0..<(stamp.position.map { $0 + 1 } ?? 0), direction: .forward) { event in
            let kind = try event.kind
            found.formUnion(
                try event.tags.filter { tag in SubjectFamily(of: tag).map { kinds[$0]?.contains(kind) } == true })
            return true
        }
        return found
    }

    /// All events about a subject, as far as an answer sees them.
    func events(about subject: Tag, _ point: AsOf, _ stamp: AnswerStamp) throws -> [RecordedEvent] {
        try log.events(EventFilter(query: .tag(subject)), in: 0..<(stamp.position.map { $0 + 1 } ?? 0))
            .filter { $0.happened(by: point.effective) }
    }

    /// All that happened to a subject, as far as an answer sees it.
    func occurrences(of subject: Tag, _ point: AsOf, _ stamp: AnswerStamp) throws -> [Occurrence] {
        DeadlineSubjects.occurrences(
            of: subject, in: try events(about: subject, point, stamp), occurrenceFields)
    }
}
