import Foundation

/// A row of the catalogue: one kind of event, with its type put away.
public struct EventEntry: Sendable {
    /// The stored name.
    public let kind: EventKind
    /// The version that this build writes.
    public let version: UInt32
    /// The type that it is decoded as.
    public let type: any Event.Type
    /// The steps from older versions.
    public let upcasters: [Upcaster]
    /// The payload of a stored event as JSON with field names.
    let json: @Sendable (RecordedEvent) throws -> String
    /// The payload of an event of the newest version as JSON with field names.
    let payloadJSON: @Sendable ([UInt8]) throws -> String
    /// An event from JSON with field names.
    private let parse: @Sendable (Data) throws -> any Event

    init(_ type: any Event.Type) {
        self = Self.make(type)
    }

    private init(
        kind: EventKind, version: UInt32, type: any Event.Type, upcasters: [Upcaster],
        json: @escaping @Sendable (RecordedEvent) throws -> String,
        payloadJSON: @escaping @Sendable ([UInt8]) throws -> String,
        parse: @escaping @Sendable (Data) throws -> any Event
    ) {
        self.kind = kind
        self.version = version
        self.type = type
        self.upcasters = upcasters
        self.json = json
        self.payloadJSON = payloadJSON
        self.parse = parse
    }

    /// Reads an event from JSON with field names.
    ///
    /// - Throws: `DecodingError` with the path of what is missing or of another type.
    public func event(json: String) throws -> any Event {
        try parse(Data(json.utf8))
    }

    private static func make<Payload: Event>(_ type: Payload.Type) -> EventEntry {
        EventEntry(
            kind: Payload.kind, version: Payload.version, type: type, upcasters: Payload.upcasters,
            json: { try JSONText.encode(try $0.decode(type)) },
            payloadJSON: {
                try JSONText.encode(try Payload.decode($0, version: Payload.version, position: 0))
            },
            parse: { try JSONDecoder().decode(type, from: $0) })
    }
}
