public import DealtrailModel

/// A reaction, such as `erp-orders`.
public struct ReactionName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A place that messages go to, such as `erp`; where that is, the configuration of the process says.
public struct EndpointName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The idempotency key of what a reaction asks for: the same whoever derives it, and however often it is sent.
public struct MessageKey: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The key of an output of a reaction: `msg_` and the first 32 hexadecimal digits of the SHA-256 over the origin, the
    /// name of the reaction, the identifier of the event and the index, each on a line of its own.
    ///
    /// The version of the reaction is not in it: what a version has delivered its successor does not deliver again.
    ///
    /// - Parameters:
    ///   - origin: The origin of the trail.
    ///   - reaction: The reaction.
    ///   - event: The event that it reacts to.
    ///   - index: Which of its outputs, from 0.
    public init(origin: String, reaction: ReactionName, event: EventID, index: Int) {
        let text = "dealtrail-message\n\(origin)\n\(reaction)\n\(event)\n\(index)\n"
        rawValue = "msg_" + ContentDigest(of: Array(text.utf8)).description.prefix(32)
    }
}

extension StreamName {
    /// The stream of a reaction and of what became of its messages: `reaction:NAME`.
    public static func reaction(_ name: ReactionName) -> StreamName { StreamName("reaction:\(name)") }
    /// The stream of what concerns the outbox as a whole: `outbox:main`.
    public static let outbox: StreamName = "outbox:main"
}

extension Tag {
    /// Of what concerns a reaction: `reaction:NAME`.
    public static func reaction(_ name: ReactionName) -> Tag { Tag("reaction", name.rawValue) }
    /// Of what concerns a place that messages go to: `endpoint:NAME`.
    public static func endpoint(_ name: EndpointName) -> Tag { Tag("endpoint", name.rawValue) }
    /// Of what concerns one message: `message:KEY`.
    public static func message(_ key: MessageKey) -> Tag { Tag("message", key.rawValue) }
    /// Of what concerns the outbox as a whole: `outbox:main`.
    public static let outbox = Tag("outbox", "main")
}

extension ActorID {
    /// Who records what became of messages.
    public static let outbox: ActorID = "outbox"
    /// Whom the commands of a reaction name as their author: `reaction:NAME`.
    public static func reaction(_ name: ReactionName) -> ActorID { ActorID("reaction:\(name)") }
    /// Whether it stands for a reaction.
    public var isReaction: Bool { rawValue.hasPrefix("reaction:") }
}

extension Channel {
    /// The outbox and its reactions.
    public static let outbox: Channel = "outbox"
}
