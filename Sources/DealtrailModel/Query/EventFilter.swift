/// What a read asks for; every condition that is given must hold.
public struct EventFilter: Hashable, Sendable {
    /// Tags and kinds.
    public var query: Query
    /// The stream.
    public var stream: StreamName?
    /// The author.
    public var author: ActorID?
    /// The correlation.
    public var correlation: CorrelationID?
    /// The command.
    public var command: CommandID?
    /// Recorded at or after this instant.
    public var recordedFrom: Timestamp?
    /// Recorded at or before this instant: inclusive.
    public var recordedTo: Timestamp?

    /// Creates a filter; without arguments it lets every event through.
    public init(
        query: Query = .all, stream: StreamName? = nil, author: ActorID? = nil, correlation: CorrelationID? = nil,
        command: CommandID? = nil, recordedFrom: Timestamp? = nil, recordedTo: Timestamp? = nil
    ) {
        self.query = query
        self.stream = stream
        self.author = author
        self.correlation = correlation
        self.command = command
        self.recordedFrom = recordedFrom
        self.recordedTo = recordedTo
    }

    /// Every event.
    public static let all = EventFilter()

    /// The events with this tag.
    public static func tag(_ tag: Tag) -> EventFilter { EventFilter(query: .tag(tag)) }
    /// The events of this stream.
    public static func stream(_ stream: StreamName) -> EventFilter { EventFilter(stream: stream) }

    /// Whether the filter lets an event through; the plain rule that indexes are tested against.
    public func matches(_ event: RecordedEvent) -> Bool {
        query.matches(kind: event.kind, tags: event.tags)
            && (stream == nil || stream == event.stream)
            && (author == nil || author == event.author.id)
            && (correlation == nil || correlation == event.correlation)
            && (command == nil || command == event.commandID)
            && (recordedFrom.map { event.recordedAt >= $0 } ?? true)
            && (recordedTo.map { event.recordedAt <= $0 } ?? true)
    }
}
