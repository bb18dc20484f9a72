/// Writes recorded events as CloudEvents 1.0 in JSON, one a line, for other systems.
///
/// What `CloudEventsReader` of the import reads comes back: kind, stream, tags, times, author and payload. `id` is the command
/// identifier; where a command led to several events, a slash and the index follow it, so that no two lines share one.
public struct CloudEventsWriter: Sendable {
    /// The origin of the log.
    public let source: String
    /// The events whose field names are known; the fields of others stay numbers.
    public let catalog: Catalog

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - source: The origin of the log, such as `example.com/sales`.
    ///   - catalog: The events whose fields are written by name; others are written by number.
    public init(source: String, catalog: Catalog) {
        self.source = source
        self.catalog = catalog
    }

    /// One line, without its line ending.
    ///
    /// - Throws: `EventError`, `CBORError` or `EncodingError` when the payload does not read.
    /// - Complexity: O(bytes of the event).
    public func line(_ event: RecordedEvent) throws -> String {
        var envelope = CloudEventEnvelope()
        envelope.specversion = "1.0"
        envelope.id = event.count > 1 ? "\(event.commandID)/\(event.index)" : event.commandID.rawValue
        envelope.source = source
        envelope.type = event.kind.rawValue
        envelope.subject = event.stream.rawValue
        envelope.time = event.occurredAt.time?.description
        envelope.datacontenttype = "application/json"
        // Field names are those of the version that this build knows.
        let version = catalog.events[event.kind].map { max($0.version, event.version) } ?? event.version
        envelope.dataversion = Int(version)
        envelope.author = event.author.id.rawValue
        envelope.authorkind = event.author.kind.description
        envelope.onbehalfof = event.author.onBehalfOf?.rawValue
        envelope.correlation = event.correlation.rawValue
        envelope.tags = event.tags.isEmpty ? nil : .list(event.tags.map(\.rawValue))
        envelope.data = try CBORValue(json: try catalog.json(of: event))
        envelope.sequence = event.position
        envelope.recordedtime = event.recordedAt.description
        envelope.causation = event.causation?.description
        envelope.eventid = event.id.description
        return try JSONText.encode(envelope)
    }
}
