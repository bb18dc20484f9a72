/// The stored name of a kind of event, such as `quote.line-price-changed`; never the name of a Swift type.
public struct EventKind: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The name of a stream: the aggregate that an event belongs to, such as `quote:Q-17`.
public struct StreamName: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A label by which events are found and decisions are bounded, such as `account:acme`.
public struct Tag: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// A tag of the usual form `name:value`.
    public init(_ name: String, _ value: String) { rawValue = "\(name):\(value)" }
}

/// The identifier of a person, service or automation that acts, such as `rep:lin`.
public struct ActorID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Where an action entered: the interface, an import, a mobile client.
public struct Channel: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The programming interface.
    public static let api: Channel = "api"
    /// The `dealtrail` tool.
    public static let tool: Channel = "tool"
    /// An import.
    public static let `import`: Channel = "import"
    /// A mobile client.
    public static let mobile: Channel = "mobile"
}

/// The identifier of a command, which is also its idempotency key: handled twice, it happens once.
public struct CommandID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What joins the events of one piece of work across commands, such as a negotiation.
public struct CorrelationID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks it.
    public init(rawValue: String) { self.rawValue = rawValue }
}
