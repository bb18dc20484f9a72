public import DealtrailModel

/// An event behind a number: enough to find it and to see who did what, when.
public struct EventReference: Codable, Hashable, Sendable {
    /// The place in the log.
    public let position: UInt64
    /// The identifier.
    public let id: EventID
    /// The kind.
    public let kind: EventKind
    /// Its stream.
    public let stream: StreamName
    /// When it happened, RFC 3339 with the offset at which its author stated it; `nil` when nobody recorded it.
    public let occurredAt: String?
    /// When it was recorded.
    public let recordedAt: Timestamp
    /// Who did it.
    public let author: ActorID
    /// For whom, when not for himself.
    public let onBehalfOf: ActorID?

    /// Refers to an event.
    public init(_ event: RecordedEvent) {
        position = event.position
        id = event.id
        kind = event.kind
        stream = event.stream
        occurredAt = event.occurredAt.time?.description
        recordedAt = event.recordedAt
        author = event.author.id
        onBehalfOf = event.author.onBehalfOf
    }
}
