public import Dealtrail

/// A message as an adapter gets it.
public struct OutboundMessage: Hashable, Sendable {
    /// The idempotency key: the same for each attempt.
    public let key: MessageKey
    /// The reaction that asked for it.
    public let reaction: ReactionName
    /// The event that it is about.
    public let event: EventID
    /// The kind of that event.
    public let kind: EventKind
    /// The media type of the body.
    public let contentType: String
    /// The body.
    public let body: [UInt8]
    /// When this attempt is made.
    public let sentAt: Timestamp

    /// Creates a message.
    public init(
        key: MessageKey, reaction: ReactionName, event: EventID, kind: EventKind, contentType: String, body: [UInt8],
        sentAt: Timestamp
    ) {
        self.key = key
        self.reaction = reaction
        self.event = event
        self.kind = kind
        self.contentType = contentType
        self.body = body
        self.sentAt = sentAt
    }
}
