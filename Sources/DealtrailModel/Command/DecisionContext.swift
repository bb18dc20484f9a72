/// What a decision may know beside the state.
public struct DecisionContext: Sendable {
    /// Who asks.
    public let author: Author
    /// The identifier of the command.
    public let commandID: CommandID
    /// When it happened, as the author says; `nil` when he says nothing.
    public let occurredAt: OccurredAt?
    /// The recorded time that the events will bear if they are accepted.
    public let now: Timestamp
    /// The rules in force.
    public let rules: any RuleSet
    /// The digest of the rules in force; `nil` for those built in.
    public let rulesDigest: ContentDigest?

    /// Creates a context.
    public init(
        author: Author, commandID: CommandID, occurredAt: OccurredAt? = nil, now: Timestamp, rules: any RuleSet,
        rulesDigest: ContentDigest? = nil
    ) {
        self.author = author
        self.commandID = commandID
        self.occurredAt = occurredAt
        self.now = now
        self.rules = rules
        self.rulesDigest = rulesDigest
    }
}

/// Rules as data: what a policy document says, decoded.
public protocol RuleSet: Codable, Hashable, Sendable {
    /// The version that the document gives itself, which decisions and refusals name.
    var version: String { get }
}
