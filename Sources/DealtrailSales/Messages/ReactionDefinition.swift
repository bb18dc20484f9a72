public import DealtrailModel

/// A reaction as data: which events lead to a message, where to, and what it says; or to which command (`docs/reactions.md`).
///
/// Its canonical text lies in the blobs, and the event that enables it names its digest, so that the log explains itself.
public struct ReactionDefinition: Codable, Hashable, Sendable {
    /// The kind of event that an alert rule raises.
    public static let alertKind = AlertRaised.kind

    /// The name.
    public let name: ReactionName
    /// The version, such as `1`; another text has another version.
    public let version: String
    /// The kinds of events that lead to something, sorted.
    public let kinds: [EventKind]
    /// The alert rules whose alerts do, sorted.
    public let alerts: [RuleName]
    /// Tags that the event must all have, sorted.
    public let tags: [Tag]
    /// Where the message goes; `nil` when a command follows.
    public let endpoint: EndpointName?
    /// What it says; `nil` for the event itself as a CloudEvent.
    public let template: MessageTemplate?
    /// The command that follows; `nil` when a message does.
    public let command: CommandTemplate?

    /// Creates a definition that leads to messages.
    public init(
        name: ReactionName, version: String, kinds: [EventKind] = [], alerts: [RuleName] = [], tags: [Tag] = [],
        endpoint: EndpointName, template: MessageTemplate? = nil
    ) {
        self.name = name
        self.version = version
        self.kinds = Set(kinds).sorted()
        self.alerts = Set(alerts).sorted()
        self.tags = Set(tags).sorted()
        self.endpoint = endpoint
        self.template = template
        command = nil
    }

    /// Creates a definition that leads to commands.
    public init(
        name: ReactionName, version: String, kinds: [EventKind] = [], alerts: [RuleName] = [], tags: [Tag] = [],
        command: CommandTemplate
    ) {
        self.name = name
        self.version = version
        self.kinds = Set(kinds).sorted()
        self.alerts = Set(alerts).sorted()
        self.tags = Set(tags).sorted()
        endpoint = nil
        template = nil
        self.command = command
    }

    /// The events that lead to something.
    public var query: Query {
        var items: [Query.Item] = []
        if !kinds.isEmpty { items.append(Query.Item(kinds: Set(kinds), tags: Set(tags))) }
        for rule in alerts {
            items.append(Query.Item(kinds: [Self.alertKind], tags: Set(tags + [.alertRule(rule)])))
        }
        return Query(items: items)
    }

    /// The text that is stored: JSON with sorted keys on one line.
    ///
    /// - Throws: `EncodingError`; not for any definition that was read.
    public func canonicalText() throws -> String { try JSONText.encode(self) }

    /// The SHA-256 of the canonical text.
    ///
    /// - Throws: `EncodingError`.
    public func digest() throws -> ContentDigest { ContentDigest(of: Array(try canonicalText().utf8)) }
}
