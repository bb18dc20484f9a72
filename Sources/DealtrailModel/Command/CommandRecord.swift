/// The canonical form of a command: what a client knows, so what an author can sign and what a retry is compared with.
public struct CommandRecord: Hashable, Sendable {
    /// The origin of the trail that it is meant for.
    public let origin: String
    /// The identifier.
    public let id: CommandID
    /// Who asks.
    public let author: Author
    /// When it happened, as the author says; `nil` when he says nothing.
    public let occurredAt: OccurredAt?
    /// The stored name.
    public let kind: EventKind
    /// The schema version of the arguments.
    public let version: UInt32
    /// The canonical CBOR of the arguments.
    public let arguments: [UInt8]

    /// Creates the record of a typed command.
    ///
    /// - Throws: `EncodingError` when the arguments have no canonical form.
    public init<Request: Command>(
        _ command: Request, origin: String, id: CommandID, author: Author, occurredAt: OccurredAt?
    ) throws {
        self.origin = origin
        self.id = id
        self.author = author
        self.occurredAt = occurredAt
        kind = Request.kind
        version = Request.version
        arguments = try CBOREncoder().encode(command)
    }

    /// Reads a canonical command.
    ///
    /// - Throws: `CBORError` for bytes that are not a canonical command.
    public init(canonical bytes: [UInt8]) throws(CBORError) {
        var reader = CBORReader(bytes.rawSpan)
        var origin: String?
        var id: CommandID?
        var author: Author?
        var occurredAt: OccurredAt?
        var kind: EventKind?
        var version: UInt32?
        var arguments: [UInt8]?
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            switch try reader.readKey(after: &last) {
            case 1: origin = try reader.readText()
            case 2: id = CommandID(rawValue: try reader.readText())
            case 3: author = try Author(&reader)
            case 4: occurredAt = reader.readNull() ? .unknown : .at(try ZonedTime(&reader))
            case 5: kind = EventKind(rawValue: try reader.readText())
            case 6: version = UInt32(exactly: try reader.readUnsigned())
            case 7: arguments = try reader.readCanonicalItem().array()
            default: try reader.skip()
            }
        }
        guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
        guard let origin, let id, let author, let kind, let version, let arguments else {
            throw CBORError(.missingField, at: reader.offset, "a command lacks one of its mandatory fields")
        }
        self.origin = origin
        self.id = id
        self.author = author
        self.occurredAt = occurredAt
        self.kind = kind
        self.version = version
        self.arguments = arguments
    }

    /// The canonical bytes (`docs/format.md`, "Commands").
    public var canonical: [UInt8] {
        var writer = CBORWriter(capacity: 128 + arguments.count)
        writer.writeHead(.map, occurredAt == nil ? 6 : 7)
        writer.writeKey(1)
        writer.write(origin)
        writer.writeKey(2)
        writer.write(id.rawValue)
        writer.writeKey(3)
        author.write(to: &writer)
        if let occurredAt {
            writer.writeKey(4)
            if let time = occurredAt.time { time.write(to: &writer) } else { writer.writeNull() }
        }
        writer.writeKey(5)
        writer.write(kind.rawValue)
        writer.writeKey(6)
        writer.write(UInt64(version))
        writer.writeKey(7)
        writer.write(encoded: arguments)
        return writer.bytes
    }
}
