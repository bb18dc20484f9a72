public import DealtrailModel

/// What a reaction asked for is not tried any more, until somebody resends it (`docs/features.md` rows 28 and 111).
public struct MessageDeadLettered: Event {
    /// `message.dead-lettered`.
    public static let kind: EventKind = "message.dead-lettered"

    /// Why it is not tried any more.
    public enum Cause: String, Codable, Hashable, Sendable, CaseIterable {
        /// The receiver said that it never will take it.
        case rejected
        /// As many attempts failed as the endpoint allows.
        case exhausted
        /// The reaction could not be computed, or the command that it asks for cannot be recorded.
        case unusable
        /// A reaction followed from a reaction too many times over.
        case loop
        /// The trail was restored or copied, and whether this was delivered by the other one is not known.
        case withheld
    }

    /// The key.
    public let key: MessageKey
    /// The reaction that asked for it.
    public let reaction: ReactionName
    /// Where it was to go; `nil` for a command.
    public let endpoint: EndpointName?
    /// The event that it is about.
    public let event: EventID
    /// How many attempts were made, since it was first sent or last resent.
    public let attempts: Int
    /// Why it is not tried any more.
    public let cause: Cause
    /// The last failure in words; neither the address nor what the receiver wrote is in it.
    public let reason: String
    /// What an HTTP receiver answered last; `nil` when it answered nothing.
    public let status: Int?

    /// Creates the event.
    public init(
        key: MessageKey, reaction: ReactionName, endpoint: EndpointName?, event: EventID, attempts: Int, cause: Cause,
        reason: String, status: Int? = nil
    ) {
        self.key = key
        self.reaction = reaction
        self.endpoint = endpoint
        self.event = event
        self.attempts = attempts
        self.cause = cause
        self.reason = reason
        self.status = status
    }

    /// The reaction's.
    public var stream: StreamName { .reaction(reaction) }
    /// The reaction, the key and the endpoint.
    public var tags: [Tag] { Tag.list(.reaction(reaction), .message(key), endpoint.map(Tag.endpoint)) }

    package enum CodingKeys: Int, CodingKey {
        case key = 1
        case reaction = 2
        case endpoint = 3
        case event = 4
        case attempts = 5
        case cause = 6
        case reason = 7
        case status = 8
    }
}
