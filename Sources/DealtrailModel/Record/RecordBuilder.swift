/// Builds the stored record of an event: scan header and canonical bytes.
public struct RecordBuilder: Sendable {
    /// What the events of one append share.
    public let append: AppendRequest
    /// The hasher of the trail.
    public let hasher: NameHasher
    /// The stamp of the commit.
    public let recordedAt: Timestamp

    private let authorHash: UInt64
    private let commandHash: UInt64
    private let correlationHash: UInt64
    /// The fields that are the same in every event of the append, encoded once.
    private let shared: SharedFields

    /// Prepares to build the records of one append.
    public init(append: AppendRequest, hasher: NameHasher, recordedAt: Timestamp) {
        self.append = append
        self.hasher = hasher
        self.recordedAt = recordedAt
        authorHash = hasher.hash(append.author.id.rawValue, as: .author)
        commandHash = hasher.hash(append.commandID.rawValue, as: .command)
        // A correlation that only repeats the command is found by the command; it needs no entry of its own.
        correlationHash =
            append.correlation.rawValue.hasSameBytes(as: append.commandID.rawValue)
            ? 0 : hasher.hash(append.correlation.rawValue, as: .correlation)
        shared = SharedFields(append, recordedAt: recordedAt)
    }

    /// The record of the event at `index` of the append.
    ///
    /// - Parameters:
    ///   - index: The index of the event in the append.
    ///   - id: Its identifier.
    ///   - revision: Its place in its stream.
    ///   - cause: The event that caused it.
    /// - Throws: ``AppendError`` (`eventTooLarge`) beyond 65,535 canonical bytes, (`tooManyTags`) beyond 255 tags.
    /// - Complexity: O(bytes of the event).
    public func record(
        index: Int, id: EventID, revision: UInt64, cause: EventID?
    ) throws(AppendError) -> [UInt8] {
        let event = append.events[index]
        guard event.tags.count <= 255 else { throw AppendError(.tooManyTags, "\(event.tags.count) tags") }
        let fields = OwnFields(
            index: index, id: id, revision: revision, cause: cause,
            occurredAt: (event.occurredAt ?? append.occurredAt)?.time, provenance: event.provenance.encoded)
        let header = RecordLayout.headerLength(tagCount: event.tags.count)
        var payload = 0..<0
        var record = [UInt8](capacity: header + capacity(for: event, fields)) { span in
            span.append(repeating: 0, count: header)
            payload = write(event, fields, to: &span)
        }
        let length = record.count - header
        guard length <= EventView.maximumCanonicalLength else {
            throw AppendError(
                .eventTooLarge,
                "\(event.kind) has \(length) canonical bytes; at most 65,535 fit, larger content is a blob")
        }
        fillHeader(of: &record, event, fields, payload, header)
        return record
    }

    /// What one event has of its own beside what was asked for.
    private struct OwnFields {
        let index: Int
        let id: EventID
        let revision: UInt64
        let cause: EventID?
        let occurredAt: ZonedTime?
        /// The encoded provenance; empty for a witnessed fact.
        let provenance: [UInt8]
    }

    /// How many bytes the canonical event has at most.
    ///
    /// All heads and numbers of the fields that ``write(_:_:to:)`` writes itself take 108 bytes at most, and each text or
    /// byte string up to five for its head.
    private func capacity(for event: NewEvent, _ fields: OwnFields) -> Int {
        var count = 128 + event.kind.rawValue.utf8.count + event.stream.rawValue.utf8.count + event.payload.count
        for tag in event.tags { count += 5 + tag.rawValue.utf8.count }
        count += shared.count + fields.provenance.count
        if fields.index == 0 { count += (append.command?.count ?? 0) + (append.portAnswers?.count ?? 0) }
        return count
    }

    /// Writes the canonical event, and returns where in the record its payload lies.
    private func write(_ event: NewEvent, _ fields: OwnFields, to span: inout OutputSpan<UInt8>) -> Range<Int> {
        let command = fields.index == 0 ? append.command : nil
        let answers = fields.index == 0 ? append.portAnswers : nil
        var pairs: UInt64 = 13
        if fields.occurredAt != nil { pairs += 1 }
        if fields.cause != nil { pairs += 1 }
        if !shared.rules.isEmpty { pairs += 1 }
        if !fields.provenance.isEmpty { pairs += 1 }
        if command != nil { pairs += 1 }
        if answers != nil { pairs += 1 }
        span.writeHead(.map, pairs)
        span.write(fields.id, for: .id)
        span.write(event.kind.rawValue, for: .kind)
        span.write(UInt64(event.version), for: .version)
        span.write(event.stream.rawValue, for: .stream)
        span.write(fields.revision, for: .revision)
        span.writeKey(.tags)
        span.writeHead(.array, UInt64(event.tags.count))
        for tag in event.tags { span.write(tag.rawValue) }
        span.writeKey(.payload)
        let start = span.count
        span.write(encoded: event.payload)
        let payload = start..<span.count
        span.write(encoded: shared.author)
        if let occurredAt = fields.occurredAt {
            span.writeKey(.occurredAt)
            span.writeHead(.array, 2)
            span.write(occurredAt.instant.nanoseconds)
            span.write(Int64(occurredAt.offsetMinutes))
        }
        span.write(encoded: shared.recordedAtAndCorrelation)
        if let cause = fields.cause { span.write(cause, for: .causation) }
        span.write(encoded: shared.rules)
        if !fields.provenance.isEmpty {
            span.writeKey(.provenance)
            span.write(encoded: fields.provenance)
        }
        span.write(encoded: shared.commandID)
        span.write(UInt64(fields.index), for: .index)
        span.write(UInt64(append.events.count), for: .count)
        if let command { span.write(byteString: command, for: .command) }
        if let answers { span.write(byteString: answers, for: .portAnswers) }
        return payload
    }

    /// Fills in the header, now that the canonical bytes behind it are known.
    private func fillHeader(
        of record: inout [UInt8], _ event: NewEvent, _ fields: OwnFields, _ payload: Range<Int>, _ header: Int
    ) {
        let length = record.count
        let body = SipHash.unkeyed.hash(record.rawSpan.extracting(header..<length))
        unsafe record.withUnsafeMutableBytes { bytes in
            func store(_ value: some FixedWidthInteger & BitwiseCopyable, _ offset: Int) {
                unsafe bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
            }
            store(UInt16(header), RecordLayout.headerLength)
            store(RecordLayout.currentLayout, RecordLayout.layout)
            store(UInt8(event.tags.count), RecordLayout.tagCount)
            store(body, RecordLayout.bodyChecksum)
            store(NameHasher.hash(event.kind), RecordLayout.kind)
            store(hasher.hash(event.stream.rawValue, as: .stream), RecordLayout.stream)
            store(authorHash, RecordLayout.author)
            store(fields.revision, RecordLayout.revision)
            store(recordedAt.nanoseconds, RecordLayout.recordedAt)
            store(RecordLayout.order(of: fields.occurredAt), RecordLayout.occurredAt)
            store(UInt16(length - header), RecordLayout.canonicalLength)
            store(UInt16(payload.lowerBound - header), RecordLayout.payloadOffset)
            store(UInt16(payload.count), RecordLayout.payloadLength)
            store(UInt16(clamping: event.version), RecordLayout.version)
            store(hasher.hash(fields.id), RecordLayout.eventID)
            store(commandHash, RecordLayout.command)
            store(correlationHash, RecordLayout.correlation)
            var offset = RecordLayout.tags
            for tag in event.tags {
                store(hasher.hash(tag.rawValue, as: .tag), offset)
                offset += 8
            }
        }
        let sum = SipHash.unkeyed.hash(record.rawSpan.extracting(4..<header))
        record.store(UInt32(truncatingIfNeeded: sum), at: RecordLayout.headerChecksum)
    }
}

/// The fields that all events of an append share, each with its key; in the order in which they stand in an event.
private struct SharedFields: Sendable {
    let author: [UInt8]
    let recordedAtAndCorrelation: [UInt8]
    /// Empty when no rules were in force.
    let rules: [UInt8]
    let commandID: [UInt8]

    var count: Int { author.count + recordedAtAndCorrelation.count + rules.count + commandID.count }

    init(_ append: AppendRequest, recordedAt: Timestamp) {
        author = Self.encode { writer in
            writer.writeKey(RecordedEvent.Field.author.rawValue)
            append.author.write(to: &writer)
        }
        recordedAtAndCorrelation = Self.encode { writer in
            writer.writeKey(RecordedEvent.Field.recordedAt.rawValue)
            writer.write(recordedAt.nanoseconds)
            writer.writeKey(RecordedEvent.Field.correlation.rawValue)
            writer.write(append.correlation.rawValue)
        }
        rules =
            append.rules.map { rules in
                Self.encode { writer in
                    writer.writeKey(RecordedEvent.Field.rules.rawValue)
                    writer.write(byteString: rules.bytes)
                }
            } ?? []
        commandID = Self.encode { writer in
            writer.writeKey(RecordedEvent.Field.commandID.rawValue)
            writer.write(append.commandID.rawValue)
        }
    }

    private static func encode(_ body: (inout CBORWriter) -> Void) -> [UInt8] {
        var writer = CBORWriter(capacity: 64)
        body(&writer)
        return writer.bytes
    }
}

extension [UInt8] {
    /// Stores a little-endian integer.
    ///
    /// - Precondition: it lies within the array.
    mutating func store(_ value: some FixedWidthInteger, at offset: Int) {
        unsafe withUnsafeMutableBytes {
            unsafe $0.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
        }
    }
}
