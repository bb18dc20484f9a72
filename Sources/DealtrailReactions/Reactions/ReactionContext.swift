public import Dealtrail

/// What a reaction may know beside the event.
public struct ReactionContext: Sendable {
    /// The origin of the trail.
    public let origin: String
    /// The events that are known.
    public let catalog: Catalog

    /// Creates a context.
    public init(origin: String, catalog: Catalog) {
        self.origin = origin
        self.catalog = catalog
    }

    /// An event as a CloudEvent 1.0 in JSON, as it is stored: what is sealed stays sealed.
    ///
    /// - Throws: `EventError`, `CBORError` or `EncodingError` when the payload does not read.
    public func cloudEvent(_ event: RecordedEvent) throws -> String {
        try CloudEventsWriter(source: origin, catalog: catalog).line(event)
    }
}
