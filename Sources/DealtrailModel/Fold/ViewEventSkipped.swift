/// Somebody decided that one version of a view passes over an event that it cannot fold (decision 14).
///
/// It lies in the log, so that every process and every rebuild passes over the same events, and an auditor sees who decided
/// it and why. It says nothing about the sales that the log records. The next version of the view meets the event again.
public struct ViewEventSkipped: Event {
    /// `view.event-skipped`.
    public static let kind: EventKind = "view.event-skipped"

    /// The name of the view.
    public let view: String
    /// The version of its code that cannot fold the event.
    public let codeVersion: UInt32
    /// The position of the event, below that of this one.
    public let position: UInt64
    /// The identifier of the event.
    public let event: EventID
    /// The kind of the event.
    public let eventKind: EventKind
    /// What folding it failed with.
    public let error: String
    /// Why it may be passed over.
    public let reason: String

    /// Creates the event.
    public init(
        view: String, codeVersion: UInt32, position: UInt64, event: EventID, eventKind: EventKind, error: String,
        reason: String
    ) {
        self.view = view
        self.codeVersion = codeVersion
        self.position = position
        self.event = event
        self.eventKind = eventKind
        self.error = error
        self.reason = reason
    }

    /// The view's, `view:NAME`.
    public var stream: StreamName { Self.stream(of: view) }
    /// The view.
    public var tags: [Tag] { [Tag("view", view)] }

    /// The stream of what was decided about a view.
    public static func stream(of view: String) -> StreamName { StreamName(rawValue: "view:\(view)") }

    package enum CodingKeys: Int, CodingKey {
        case view = 1
        case codeVersion = 2
        case position = 3
        case event = 4
        case eventKind = 5
        case error = 6
        case reason = 7
    }
}
