public import Dealtrail

/// One thing that follows from an event.
public enum ReactionOutput: Sendable {
    /// A command, decided as the reaction's own, with the event as its cause.
    case command(any Command)
    /// A message to an endpoint.
    case message(MessageDraft)
}

/// What a message says, and where it goes.
public struct MessageDraft: Hashable, Sendable {
    /// Where it goes.
    public let endpoint: EndpointName
    /// The media type of the body.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// Creates a message.
    public init(to endpoint: EndpointName, contentType: String = "application/json", body: [UInt8]) {
        self.endpoint = endpoint
        self.contentType = contentType
        self.body = body
    }

    /// The message that an event is, as a CloudEvent in structured mode.
    ///
    /// - Throws: `EventError`, `CBORError` or `EncodingError` when the payload does not read.
    public init(to endpoint: EndpointName, _ event: RecordedEvent, in context: ReactionContext) throws {
        self.init(
            to: endpoint, contentType: "application/cloudevents+json; charset=utf-8",
            body: Array(try context.cloudEvent(event).utf8))
    }
}
