public import DealtrailModel

/// A reaction works no more; what it still owed is not delivered (`docs/reactions.md`).
public struct ReactionDisabled: Event {
    /// `reaction.disabled`.
    public static let kind: EventKind = "reaction.disabled"

    /// The reaction.
    public let reaction: ReactionName
    /// Why.
    public let reason: String

    /// Creates the event.
    public init(reaction: ReactionName, reason: String) {
        self.reaction = reaction
        self.reason = reason
    }

    /// The reaction's.
    public var stream: StreamName { .reaction(reaction) }
    /// The reaction.
    public var tags: [Tag] { [.reaction(reaction)] }

    package enum CodingKeys: Int, CodingKey {
        case reaction = 1
        case reason = 2
    }
}
