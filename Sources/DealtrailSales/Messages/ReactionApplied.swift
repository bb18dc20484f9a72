public import DealtrailModel

/// A command that a reaction asked for was decided (`docs/reactions.md`).
///
/// What followed from it stands beside it, under the command identifier that is the key; this event says that it is done,
/// also where nothing followed.
public struct ReactionApplied: Event {
    /// `reaction.applied`.
    public static let kind: EventKind = "reaction.applied"

    /// What became of a command.
    public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        /// Events followed.
        case accepted
        /// A rule refused it; the refusal is recorded, and not tried again.
        case refused
        /// There was nothing to change.
        case unchanged
    }

    /// The key, which is also the identifier of the command.
    public let key: MessageKey
    /// The reaction.
    public let reaction: ReactionName
    /// The event that it reacted to.
    public let event: EventID
    /// The stored name of the command.
    public let command: EventKind
    /// What became of it.
    public let outcome: Outcome

    /// Creates the event.
    public init(key: MessageKey, reaction: ReactionName, event: EventID, command: EventKind, outcome: Outcome) {
        self.key = key
        self.reaction = reaction
        self.event = event
        self.command = command
        self.outcome = outcome
    }

    /// The reaction's.
    public var stream: StreamName { .reaction(reaction) }
    /// The reaction and the key.
    public var tags: [Tag] { [.reaction(reaction), .message(key)] }

    package enum CodingKeys: Int, CodingKey {
        case key = 1
        case reaction = 2
        case event = 3
        case command = 4
        case outcome = 5
    }
}
