/// A command that a rule refused (`docs/features.md` row 5).
public struct CommandRefused: Event {
    /// `command.refused`.
    public static let kind: EventKind = "command.refused"

    /// The stored name of the command.
    public let command: EventKind
    /// The rule that refused it.
    public let rule: String
    /// The version of the rules.
    public let rulesVersion: String
    /// Why, in words.
    public let explanation: String
    /// What the rule looked at: names and values, sorted by name.
    public let inputs: [Input]
    /// The stream of what the command was about.
    public let subject: StreamName
    /// By what the refusal is found.
    public let subjectTags: [Tag]

    /// A name and a value that a rule looked at.
    public struct Input: Codable, Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String

        enum CodingKeys: Int, CodingKey {
            case name = 1
            case value = 2
        }
    }

    /// Creates the event for a refusal.
    public init(_ refusal: Refusal, of command: EventKind, subject: StreamName, tags: [Tag]) {
        self.command = command
        rule = refusal.rule
        rulesVersion = refusal.version
        explanation = refusal.explanation
        inputs = refusal.inputs.sorted { $0.key < $1.key }.map { Input(name: $0.key, value: $0.value) }
        self.subject = subject
        subjectTags = tags
    }

    /// The refusal.
    public var refusal: Refusal {
        Refusal(
            rule, version: rulesVersion, explanation,
            inputs: Dictionary(inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    }

    /// The stream of what the command was about.
    public var stream: StreamName { subject }
    /// The tags of what the command was about, and the rule.
    public var tags: [Tag] { subjectTags + [Tag("rule", rule)] }

    enum CodingKeys: Int, CodingKey {
        case command = 1
        case rule = 2
        case rulesVersion = 3
        case explanation = 4
        case inputs = 5
        case subject = 6
        case subjectTags = 7
    }
}
