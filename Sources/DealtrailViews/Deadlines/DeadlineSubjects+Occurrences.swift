public import DealtrailModel
public import DealtrailSales

extension DeadlineSubjects {
    /// All that happened to a subject, in the order in which it happened, undated events left out.
    ///
    /// - Parameters:
    ///   - subject: The subject.
    ///   - events: Events with its tag, in any order.
    /// - Complexity: O(events log events).
    public static func occurrences(of subject: Tag, in events: [RecordedEvent]) -> [Occurrence] {
        events.filter { concerns($0, subject) }.sorted { FoldOrder($0) < FoldOrder($1) }.compactMap { event in
            event.occurredAt.time.map { time in
                let fields = FieldReader(event.payload.rawSpan)
                let evidence = EventVocabulary.evidenceFields[event.kind].map { (try? fields.item($0).isEmpty) ?? true }
                let due = EventVocabulary.dueFields[event.kind].flatMap { try? fields.integer($0) }
                return Occurrence(
                    event.kind, id: event.id, at: time.instant, isEvidenced: evidence.map { !$0 } ?? false,
                    stated: due.map { Timestamp(nanoseconds: $0) })
            }
        }
    }

    private static func concerns(_ event: RecordedEvent, _ subject: Tag) -> Bool {
        guard kinds.contains(event.kind) else { return false }
        // Kinds that name a second account belong to that of their stream.
        let family = SubjectFamily(of: subject) ?? .account
        return SubjectFields(of: event.kind, about: family).account == nil || event.stream.rawValue == subject.rawValue
    }
}
