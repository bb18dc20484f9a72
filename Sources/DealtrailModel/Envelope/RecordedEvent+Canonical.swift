extension RecordedEvent {
    /// The field numbers of the canonical form (`docs/format.md`).
    enum Field: UInt64 {
        case id = 1
        case kind = 2
        case version = 3
        case stream = 4
        case revision = 5
        case tags = 6
        case payload = 7
        case author = 8
        case occurredAt = 9
        case recordedAt = 10
        case correlation = 11
        case causation = 12
        case rules = 13
        case provenance = 14
        case commandID = 15
        case index = 16
        case count = 17
        case command = 18
        case portAnswers = 19
        case signature = 20
    }

    /// Reads a canonical event.
    ///
    /// Fields with numbers that this build does not know are skipped; the bytes that hold them stay in ``canonical``.
    ///
    /// - Throws: `CBORError` for bytes that are not a canonical event.
    /// - Complexity: O(bytes).
    public init(position: UInt64, canonical span: RawSpan) throws(CBORError) {
        var reader = CBORReader(span)
        var found = Parts()
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            guard let field = Field(rawValue: try reader.readKey(after: &last)) else {
                try reader.skip()
                continue
            }
            try found.read(field, &reader)
        }
        guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
        guard let id = found.id, let kind = found.kind, let version = found.version, let stream = found.stream,
            let revision = found.revision, let payload = found.payload, let author = found.author,
            let recordedAt = found.recordedAt, let correlation = found.correlation, let commandID = found.commandID,
            let index = found.index, let count = found.count
        else { throw CBORError(.missingField, at: span.byteCount, "an event lacks one of its mandatory fields") }
        self.position = position
        self.id = id
        self.kind = kind
        self.version = version
        self.stream = stream
        self.revision = revision
        self.tags = found.tags
        self.payload = payload
        self.author = author
        self.occurredAt = found.occurredAt
        self.recordedAt = recordedAt
        self.correlation = correlation
        self.causation = found.causation
        self.rules = found.rules
        self.provenance = found.provenance
        self.commandID = commandID
        self.index = index
        self.count = count
        self.command = found.command
        self.portAnswers = found.portAnswers
        self.signature = found.signature
        self.canonical = span.array()
    }

    /// What has been read of an event so far.
    private struct Parts {
        var id: EventID?
        var kind: EventKind?
        var version: UInt32?
        var stream: StreamName?
        var revision: UInt64?
        var tags: [Tag] = []
        var payload: [UInt8]?
        var author: Author?
        var occurredAt = OccurredAt.unknown
        var recordedAt: Timestamp?
        var correlation: CorrelationID?
        var causation: EventID?
        var rules: ContentDigest?
        var provenance = Provenance.witnessed
        var commandID: CommandID?
        var index: UInt64?
        var count: UInt64?
        var command: [UInt8]?
        var portAnswers: [UInt8]?
        var signature: CommandSignature?

        mutating func read(_ field: Field, _ reader: inout CBORReader) throws(CBORError) {
            switch field {
            case .id: id = try EventID(&reader)
            case .kind: kind = EventKind(rawValue: try reader.readText())
            case .version: version = UInt32(exactly: try reader.readUnsigned())
            case .stream: stream = StreamName(rawValue: try reader.readText())
            case .revision: revision = try reader.readUnsigned()
            case .tags:
                for _ in 0..<(try reader.readArrayHead()) {
                    let at = reader.offset
                    let tag = Tag(rawValue: try reader.readText())
                    if let last = tags.last, !(last < tag) { throw CBORError(.keyOrder, at: at, "tags are sorted") }
                    tags.append(tag)
                }
            case .payload: payload = try reader.readItem().array()
            case .author: author = try Author(&reader)
            case .occurredAt: occurredAt = .at(try ZonedTime(&reader))
            case .recordedAt: recordedAt = Timestamp(nanoseconds: try reader.readInteger())
            case .correlation: correlation = CorrelationID(rawValue: try reader.readText())
            case .causation: causation = try EventID(&reader)
            case .rules: rules = try ContentDigest(&reader)
            case .provenance: provenance = try Provenance(&reader)
            case .commandID: commandID = CommandID(rawValue: try reader.readText())
            case .index: index = try reader.readUnsigned()
            case .count: count = try reader.readUnsigned()
            case .command: command = try reader.readByteString().array()
            case .portAnswers: portAnswers = try reader.readByteString().array()
            case .signature: signature = try CommandSignature(&reader)
            }
        }
    }
}

extension EventID {
    init(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard let id = EventID(bytes: try reader.readByteString().array()) else {
            throw CBORError(.outOfRange, at: start, "an event id is 16 bytes")
        }
        self = id
    }
}

extension ContentDigest {
    init(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard let digest = ContentDigest(bytes: try reader.readByteString().array()) else {
            throw CBORError(.outOfRange, at: start, "a digest is 32 bytes")
        }
        self = digest
    }
}

extension ZonedTime {
    /// An array of nanoseconds and minutes east of UTC.
    func write(to writer: inout CBORWriter) {
        writer.writeHead(.array, 2)
        writer.write(instant.nanoseconds)
        writer.write(Int64(offsetMinutes))
    }

    init(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard try reader.readArrayHead() == 2 else { throw CBORError(.unexpectedType, at: start, "expected a time") }
        let nanoseconds = try reader.readInteger()
        let offset = try reader.readInteger()
        guard (-1_439...1_439).contains(offset) else {
            throw CBORError(.outOfRange, at: start, "an offset is below 24 hours")
        }
        self.init(Timestamp(nanoseconds: nanoseconds), offsetMinutes: Int16(offset))
    }
}
