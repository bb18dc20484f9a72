public import DealtrailModel

/// An attempt to deliver a message failed, and another will follow (`docs/features.md` row 111).
///
/// There are at most as many of them as an endpoint allows attempts, less one: the last failure is in
/// ``MessageDeadLettered``.
public struct MessageFailed: Event {
    /// `message.failed`.
    public static let kind: EventKind = "message.failed"

    /// The idempotency key.
    public let key: MessageKey
    /// The reaction that asked for it.
    public let reaction: ReactionName
    /// Where it was to go.
    public let endpoint: EndpointName
    /// The event that it is about.
    public let event: EventID
    /// Which attempt it was, from 1, since it was first sent or last resent.
    public let attempt: Int
    /// Why, in words; neither the address nor what the receiver wrote is in it.
    public let reason: String
    /// What an HTTP receiver answered; `nil` when it answered nothing.
    public let status: Int?
    /// When the next attempt is due.
    public let nextAttempt: Timestamp

    /// Creates the event.
    public init(
        key: MessageKey, reaction: ReactionName, endpoint: EndpointName, event: EventID, attempt: Int, reason: String,
        status: Int? = nil, nextAttempt: Timestamp
    ) {
        self.key = key
        self.reaction = reaction
        self.endpoint = endpoint
        self.event = event
        self.attempt = attempt
        self.reason = reason
        self.status = status
        self.nextAttempt = nextAttempt
    }

    /// The reaction's.
    public var stream: StreamName { .reaction(reaction) }
    /// The reaction, the key and the endpoint.
    public var tags: [Tag] { [.reaction(reaction), .message(key), .endpoint(endpoint)] }

    package enum CodingKeys: Int, CodingKey {
        case key = 1
        case reaction = 2
        case endpoint = 3
        case event = 4
        case attempt = 5
        case reason = 6
        case status = 7
        case nextAttempt = 8
    }
}
