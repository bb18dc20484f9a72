public import DealtrailModel

/// Somebody sends a dead letter again: it is owed anew, with all its attempts (`docs/features.md` row 28).
public struct MessageResent: Event {
    /// `message.resent`.
    public static let kind: EventKind = "message.resent"

    /// The key.
    public let key: MessageKey
    /// The reaction that asked for it.
    public let reaction: ReactionName
    /// Why, when something is said.
    public let reason: String?

    /// Creates the event.
    public init(key: MessageKey, reaction: ReactionName, reason: String? = nil) {
        self.key = key
        self.reaction = reaction
        self.reason = reason
    }

    /// The reaction's.
    public var stream: StreamName { .reaction(reaction) }
    /// The reaction and the key.
    public var tags: [Tag] { [.reaction(reaction), .message(key)] }

    package enum CodingKeys: Int, CodingKey {
        case key = 1
        case reaction = 2
        case reason = 3
    }
}
