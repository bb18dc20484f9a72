public import DealtrailModel

/// A reaction works from here on, or from an earlier event on (`docs/reactions.md`).
public struct ReactionEnabled: Event {
    /// `reaction.enabled`.
    public static let kind: EventKind = "reaction.enabled"

    /// The reaction.
    public let reaction: ReactionName
    /// The version, such as `1`.
    public let version: String
    /// The SHA-256 of its definition, whose text lies in the blobs; `nil` for one that is code of the host service.
    public let definition: ContentDigest?
    /// From which position on events are reacted to; `nil` from this event on.
    public let from: UInt64?

    /// Creates the event.
    public init(reaction: ReactionName, version: String, definition: ContentDigest? = nil, from: UInt64? = nil) {
        self.reaction = reaction
        self.version = version
        self.definition = definition
        self.from = from
    }

    /// The reaction's.
    public var stream: StreamName { .reaction(reaction) }
    /// The reaction.
    public var tags: [Tag] { [.reaction(reaction)] }

    package enum CodingKeys: Int, CodingKey {
        case reaction = 1
        case version = 2
        case definition = 3
        case from = 4
    }
}
