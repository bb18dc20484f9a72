/// A fact that is to be appended, before the log gives it its identifier, revision and recorded time.
public struct NewEvent: Hashable, Sendable {
    /// What caused an event.
    public enum Cause: Hashable, Sendable {
        /// An event that is already in a log.
        case event(EventID)
        /// The event at this index of the same append, which comes before.
        case sibling(Int)
    }

    /// The stored name of its kind.
    public let kind: EventKind
    /// The schema version of its payload, from 1 to 65,535.
    public let version: UInt32
    /// The stream it belongs to.
    public let stream: StreamName
    /// Its tags, sorted, each once.
    public let tags: [Tag]
    /// The canonical CBOR of its payload.
    public let payload: [UInt8]
    /// When it happened; `nil` takes the time of its append.
    public var occurredAt: OccurredAt?
    /// What caused it; `nil` takes the cause of its append.
    public var cause: Cause?
    /// Where it comes from.
    public var provenance: Provenance

    /// Creates an event from an already encoded payload.
    public init(
        kind: EventKind, version: UInt32 = 1, stream: StreamName, tags: [Tag] = [], payload: [UInt8],
        occurredAt: OccurredAt? = nil, cause: Cause? = nil, provenance: Provenance = .witnessed
    ) {
        self.kind = kind
        self.version = version
        self.stream = stream
        self.tags = tags.isAscending ? tags : Set(tags).sorted()
        self.payload = payload
        self.occurredAt = occurredAt
        self.cause = cause
        self.provenance = provenance
    }

    /// Encodes a typed event.
    ///
    /// - Throws: `EncodingError` when the payload has no canonical form, such as floating point.
    public init<Payload: Event>(
        _ event: Payload, stream: StreamName? = nil, occurredAt: OccurredAt? = nil, cause: Cause? = nil,
        provenance: Provenance = .witnessed
    ) throws {
        self.init(
            kind: Payload.kind, version: Payload.version, stream: stream ?? event.stream, tags: event.tags,
            payload: try CBOREncoder().encode(event), occurredAt: occurredAt, cause: cause, provenance: provenance)
    }
}

extension [Tag] {
    /// Whether each comes before the next, as they are stored; most callers give them so.
    fileprivate var isAscending: Bool {
        for index in indices.dropFirst() where !(self[index - 1] < self[index]) { return false }
        return true
    }
}
