/// An event of a log, owned: the whole envelope, and the payload as canonical bytes.
///
/// Folds over a log meet the same event as an ``EventView``, which copies nothing.
public struct RecordedEvent: Hashable, Sendable {
    /// The place in the log, from 0, dense, in commit order; also the leaf index in the hash tree.
    public let position: UInt64
    /// The identifier.
    public let id: EventID
    /// The stored name of the kind.
    public let kind: EventKind
    /// The schema version of the payload.
    public let version: UInt32
    /// The stream it belongs to.
    public let stream: StreamName
    /// The place in its stream, from 0, dense.
    public let revision: UInt64
    /// Its tags, sorted.
    public let tags: [Tag]
    /// The canonical CBOR of the payload.
    public let payload: [UInt8]
    /// Who did it.
    public let author: Author
    /// When it happened, as the author says.
    public let occurredAt: OccurredAt
    /// When this log recorded it, UTC.
    public let recordedAt: Timestamp
    /// What it belongs to.
    public let correlation: CorrelationID
    /// The event that caused it.
    public let causation: EventID?
    /// The rules in force when it was decided.
    public let rules: ContentDigest?
    /// Where it comes from.
    public let provenance: Provenance
    /// The command that led to it.
    public let commandID: CommandID
    /// Its index within its append, from 0.
    public let index: UInt64
    /// How many events its append has.
    public let count: UInt64
    /// The canonical command; in the first event of an append only.
    public let command: [UInt8]?
    /// What ports answered before the decision; in the first event of an append only.
    public let portAnswers: [UInt8]?
    /// The author's signature of the command; in the first event of an append only.
    public let signature: CommandSignature?
    /// The canonical bytes of the whole event, which the hash tree covers.
    public let canonical: [UInt8]

    /// Decodes the payload as a typed event, through upcasters when it is of an older version.
    ///
    /// - Throws: ``EventError`` when the kind differs, the version is newer than this build knows, or the payload is
    ///   not what the type expects.
    public func decode<Payload: Event>(_ type: Payload.Type) throws(EventError) -> Payload {
        guard kind == Payload.kind else {
            throw EventError(.wrongKind, position: position, "it is \(kind), not \(Payload.kind)")
        }
        return try Payload.decode(payload, version: version, position: position)
    }
}

extension RecordedEvent: Identifiable {}
