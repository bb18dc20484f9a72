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

    /// Prepares to build the records of one append.
    public init(append: AppendRequest, hasher: NameHasher, recordedAt: Timestamp) {
        self.append = append
        self.hasher = hasher
        self.recordedAt = recordedAt
        authorHash = hasher.hash(append.author.id.rawValue, as: .author)
        commandHash = hasher.hash(append.commandID.rawValue, as: .command)
        // A correlation that only repeats the command is found by the command; it needs no entry of its own.
        correlationHash =
            append.correlation.rawValue == append.commandID.rawValue
            ? 0 : hasher.hash(append.correlation.rawValue, as: .correlation)
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
        let occurredAt = (event.occurredAt ?? append.occurredAt)?.time
        let header = RecordLayout.headerLength(tagCount: event.tags.count)
        var writer = CBORWriter(capacity: header + event.payload.count + 256 + (append.command?.count ?? 0))
        writer.writeZeros(header)
        let payload = write(event, occurredAt, index, id, revision, cause, to: &writer)
        let length = writer.bytes.count - header
        guard length <= EventView.maximumCanonicalLength else {
            throw AppendError(
                .eventTooLarge,
                "\(event.kind) has \(length) canonical bytes; at most 65,535 fit, larger content is a blob")
        }
        return finish(writer.bytes, event, occurredAt, id, revision, payload, header)
    }

    /// Writes the canonical event and returns where in the buffer its payload lies.
    private func write(
        _ event: NewEvent, _ occurredAt: ZonedTime?, _ index: Int, _ id: EventID, _ revision: UInt64, _ cause: EventID?,
        to writer: inout CBORWriter
    ) -> Range<Int> {
        let command = index == 0 ? append.command : nil
        let answers = index == 0 ? append.portAnswers : nil
        let imported = event.provenance != .witnessed
        var pairs: UInt64 = 13
        for present in [occurredAt != nil, cause != nil, append.rules != nil, imported, command != nil, answers != nil]
        where present { pairs += 1 }
        writer.writeHead(.map, pairs)
        writer.write(id, for: .id)
        writer.write(event.kind.rawValue, for: .kind)
        writer.write(UInt64(event.version), for: .version)
        writer.write(event.stream.rawValue, for: .stream)
        writer.write(revision, for: .revision)
        writer.writeKey(RecordedEvent.Field.tags.rawValue)
        writer.writeHead(.array, UInt64(event.tags.count))
        for tag in event.tags { writer.write(tag.rawValue) }
        writer.writeKey(RecordedEvent.Field.payload.rawValue)
        let start = writer.bytes.count
        writer.write(encoded: event.payload)
        let payload = start..<writer.bytes.count
        writer.writeKey(RecordedEvent.Field.author.rawValue)
        append.author.write(to: &writer)
        if let occurredAt {
            writer.writeKey(RecordedEvent.Field.occurredAt.rawValue)
            occurredAt.write(to: &writer)
        }
        writer.writeKey(RecordedEvent.Field.recordedAt.rawValue)
        writer.write(recordedAt.nanoseconds)
        writer.write(append.correlation.rawValue, for: .correlation)
        if let cause { writer.write(cause, for: .causation) }
        if let rules = append.rules {
            writer.writeKey(RecordedEvent.Field.rules.rawValue)
            writer.write(byteString: rules.bytes)
        }
        if imported {
            writer.writeKey(RecordedEvent.Field.provenance.rawValue)
            event.provenance.write(to: &writer)
        }
        writer.write(append.commandID.rawValue, for: .commandID)
        writer.write(UInt64(index), for: .index)
        writer.write(UInt64(append.events.count), for: .count)
        if let command {
            writer.writeKey(RecordedEvent.Field.command.rawValue)
            writer.write(byteString: command)
        }
        if let answers {
            writer.writeKey(RecordedEvent.Field.portAnswers.rawValue)
            writer.write(byteString: answers)
        }
        return payload
    }

    /// Fills in the header, now that the canonical bytes behind it are known.
    private func finish(
        _ bytes: [UInt8], _ event: NewEvent, _ occurredAt: ZonedTime?, _ id: EventID, _ revision: UInt64,
        _ payload: Range<Int>, _ header: Int
    ) -> [UInt8] {
        var record = bytes
        record.store(UInt16(header), at: RecordLayout.headerLength)
        record.store(RecordLayout.currentLayout, at: RecordLayout.layout)
        record.store(UInt8(event.tags.count), at: RecordLayout.tagCount)
        let body = SipHash.unkeyed.hash(record.rawSpan.extracting(header..<record.count))
        record.store(body, at: RecordLayout.bodyChecksum)
        record.store(NameHasher.hash(event.kind), at: RecordLayout.kind)
        record.store(hasher.hash(event.stream.rawValue, as: .stream), at: RecordLayout.stream)
        record.store(authorHash, at: RecordLayout.author)
        record.store(revision, at: RecordLayout.revision)
        record.store(recordedAt.nanoseconds, at: RecordLayout.recordedAt)
        record.store(RecordLayout.order(of: occurredAt), at: RecordLayout.occurredAt)
        record.store(UInt16(record.count - header), at: RecordLayout.canonicalLength)
        record.store(UInt16(payload.lowerBound - header), at: RecordLayout.payloadOffset)
        record.store(UInt16(payload.count), at: RecordLayout.payloadLength)
        record.store(UInt16(clamping: event.version), at: RecordLayout.version)
        record.store(hasher.hash(id), at: RecordLayout.eventID)
        record.store(commandHash, at: RecordLayout.command)
        record.store(correlationHash, at: RecordLayout.correlation)
        for (index, tag) in event.tags.enumerated() {
            record.store(hasher.hash(tag.rawValue, as: .tag), at: RecordLayout.tags + 8 * index)
        }
        let sum = SipHash.unkeyed.hash(record.rawSpan.extracting(4..<header))
        record.store(UInt32(truncatingIfNeeded: sum), at: RecordLayout.headerChecksum)
        return record
    }
}

extension CBORWriter {
    mutating func write(_ text: String, for field: RecordedEvent.Field) {
        writeKey(field.rawValue)
        write(text)
    }

    mutating func write(_ value: UInt64, for field: RecordedEvent.Field) {
        writeKey(field.rawValue)
        write(value)
    }

    mutating func write(_ id: EventID, for field: RecordedEvent.Field) {
        writeKey(field.rawValue)
        writeHead(.bytes, 16)
        appendBigEndian(id.high, byteCount: 8)
        appendBigEndian(id.low, byteCount: 8)
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
