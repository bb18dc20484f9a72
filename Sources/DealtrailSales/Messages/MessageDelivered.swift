public import DealtrailModel

/// A receiver has taken a message (`docs/features.md` rows 28 and 111).
///
/// Recorded after the receiver said so: what it was sent before a crash in between it is sent again, under the same key.
public struct MessageDelivered: Event {
    /// `message.delivered`.
    public static let kind: EventKind = "message.delivered"

    /// The idempotency key.
    public let key: MessageKey
    /// The reaction that asked for it.
    public let reaction: ReactionName
    /// Where it went.
    public let endpoint: EndpointName
    /// The event that it is about.
    public let event: EventID
    /// Which attempt it was, from 1, since it was first sent or last resent.
    public let attempt: Int
    /// What an HTTP receiver answered; `nil` for others.
    public let status: Int?

    /// Creates the event.
    public init(
        key: MessageKey, reaction: ReactionName, endpoint: EndpointName, event: EventID, attempt: Int,
        status: Int? = nil
    ) {
        self.key = key
        self.reaction = reaction
        self.endpoint = endpoint
        self.event = event
        self.attempt = attempt
        self.status = status
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
        case status = 6
    }
}
