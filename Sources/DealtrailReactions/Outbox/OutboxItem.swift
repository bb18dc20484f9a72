public import Dealtrail

/// One output of a reaction that is not done: a message, or a command.
public struct OutboxItem: Codable, Hashable, Sendable {
    /// What it is.
    public enum Destination: Codable, Hashable, Sendable {
        /// A message to an endpoint.
        case endpoint(EndpointName)
        /// A command of this kind.
        case command(EventKind)
        /// What the reaction said cannot be used, for this reason.
        case none(String)
    }

    /// The idempotency key.
    public let key: MessageKey
    /// The reaction.
    public let reaction: ReactionName
    /// The version of the reaction.
    public let version: String
    /// The event that it is about.
    public let event: EventID
    /// The position of that event.
    public let position: UInt64
    /// The stream of that event; what goes to one endpoint for one stream goes in the order of the events.
    public let stream: StreamName
    /// Which output of the reaction it is, from 0.
    public let index: Int
    /// What it is.
    public let destination: Destination
    /// How many attempts failed, since it was first owed or last resent.
    public internal(set) var attempts = 0
    /// How often it was resent.
    public internal(set) var resent = 0
    /// When it may be tried; `nil` for at once.
    public internal(set) var nextAttempt: Timestamp?
    /// The last failure, in words.
    public internal(set) var lastFailure: String?
    /// Whether it is a dead letter.
    public internal(set) var isDead = false
    /// Whether another directory of the trail may have delivered it.
    public internal(set) var isWithheld = false
    /// Where its reaction was enabled.
    let enabledAt: UInt64
}

extension OutboxItem {
    /// What has to wait for one another: messages to an endpoint, or commands of a reaction, for one stream.
    struct Lane: Hashable {
        let target: Destination
        let reaction: ReactionName?
        let stream: StreamName
    }

    var lane: Lane {
        switch destination {
        case .endpoint: Lane(target: destination, reaction: nil, stream: stream)
        case .command, .none: Lane(target: .none(""), reaction: reaction, stream: stream)
        }
    }

    /// The order within a lane.
    static func precedes(_ left: OutboxItem, _ right: OutboxItem) -> Bool {
        if left.position != right.position { return left.position < right.position }
        if left.reaction != right.reaction { return left.reaction < right.reaction }
        return left.index < right.index
    }
}
