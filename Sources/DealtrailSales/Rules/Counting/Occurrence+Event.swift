public import DealtrailModel

extension Occurrence {
    /// What an event is to the rules; `nil` when nobody knows when it happened.
    ///
    /// It is evidenced when it is an ``EvidencedEvent`` that names its document, and states a time when it is a ``DueEvent``.
    ///
    /// - Throws: `CBORError` when the payload does not read.
    public init?(_ event: borrowing EventView) throws {
        guard let at = event.occurredAt else { return nil }
        let kind = try event.kind
        var isEvidenced = false
        if let field = EventVocabulary.evidenceFields[kind] { isEvidenced = try !event.fields.item(field).isEmpty }
        var stated: Timestamp?
        if let field = EventVocabulary.dueFields[kind] {
            stated = try event.fields.integer(field).map { Timestamp(nanoseconds: $0) }
        }
        self.init(kind, id: try event.id, at: at, isEvidenced: isEvidenced, stated: stated)
    }
}
