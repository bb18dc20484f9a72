public import DealtrailModel

/// Where events name the document that shows them, and by when something is due: what `with evidence`, `after-stated` and
/// `before-stated` look at.
public struct OccurrenceFields: Sendable {
    /// By kind, the number of the field that names the document.
    let evidence: [EventKind: UInt64]
    /// By kind, the number of the field that states the due time.
    let due: [EventKind: UInt64]

    /// Those of a catalogue, that of a host service too.
    public init(_ catalog: Catalog) {
        let types = catalog.events.values.map(\.type)
        evidence = Dictionary(
            types.compactMap { $0 as? any EvidencedEvent.Type }.map { ($0.kind, $0.evidenceField) },
            uniquingKeysWith: { first, _ in first })
        due = Dictionary(
            types.compactMap { $0 as? any DueEvent.Type }.map { ($0.kind, $0.dueField) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Those of this package.
    public static let sales = OccurrenceFields(.sales)
}

extension Occurrence {
    /// What a stored event is to the rules; `nil` when nobody knows when it happened.
    ///
    /// A document or due time that does not read is none.
    public init?(_ event: RecordedEvent, _ fields: OccurrenceFields) {
        guard let time = event.occurredAt.time else { return nil }
        let payload = FieldReader(event.payload.rawSpan)
        let isEmpty = fields.evidence[event.kind].map { (try? payload.item($0).isEmpty) ?? true }
        let due = fields.due[event.kind].flatMap { try? payload.integer($0) }
        self.init(
            event.kind, id: event.id, at: time.instant, isEvidenced: isEmpty.map { !$0 } ?? false,
            stated: due.map { Timestamp(nanoseconds: $0) })
    }
}
