public import DealtrailModel

/// A recorded command that a candidate policy would have decided otherwise.
public struct DecisionImpact: Codable, Hashable, Sendable {
    /// In which way.
    public enum Effect: String, Codable, Hashable, Sendable, CaseIterable {
        /// It was accepted and would have been refused.
        case blocked
        /// It was refused and would have been accepted.
        case freed
        /// It was refused and would have been by another rule.
        case refusedOtherwise = "refused-otherwise"
        /// It was accepted and would have been, with other events.
        case decidedOtherwise = "decided-otherwise"
    }

    /// In which way.
    public let effect: Effect
    /// The first event that was recorded for the command.
    public let position: UInt64
    /// Its identifier.
    public let event: EventID
    /// The command's identifier.
    public let commandID: CommandID
    /// Its kind.
    public let command: EventKind
    /// What it was about, such as `quote:Q-17`.
    public let entity: StreamName
    /// What else it was about, such as `account:acme`.
    public let tags: [Tag]
    /// Who asked for it.
    public let author: ActorID
    /// On whose behalf.
    public let onBehalfOf: ActorID?
    /// When it happened, as the author says; `nil` when he says nothing.
    public let occurredAt: Timestamp?
    /// When it was recorded.
    public let recordedAt: Timestamp
    /// The digest of the rules that were in force; `nil` for those built in.
    public let rules: ContentDigest?
    /// The rule that makes the difference: the one that refuses, after or before; where none refuses, the sections that
    /// make a difference each by itself, such as `approval`, and where none does, all in which the policies differ.
    public let rule: String?
    /// What was, in words.
    public let before: String
    /// What would have been, in words.
    public let after: String
    /// What the rule that makes the difference looked at.
    public let inputs: [String: String]
    /// What nobody knows, since it never happened; `nil` when there is nothing of the kind.
    public let unknown: String?

    /// Creates an impact.
    public init(
        effect: Effect, position: UInt64, event: EventID, commandID: CommandID, command: EventKind, entity: StreamName,
        tags: [Tag], author: Author, occurredAt: Timestamp?, recordedAt: Timestamp, rules: ContentDigest?,
        rule: String?, before: String, after: String, inputs: [String: String], unknown: String?
    ) {
        self.effect = effect
        self.position = position
        self.event = event
        self.commandID = commandID
        self.command = command
        self.entity = entity
        self.tags = tags
        self.author = author.id
        onBehalfOf = author.onBehalfOf
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
        self.rules = rules
        self.rule = rule
        self.before = before
        self.after = after
        self.inputs = inputs
        self.unknown = unknown
    }
}
