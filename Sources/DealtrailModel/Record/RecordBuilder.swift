/// Builds the stored record of an event: scan header and canonical bytes.
public struct RecordBuilder: Sendable {
    /// What the events of one append share.
    public let append: AppendRequest
    /// The hasher of the trail.
    public let hasher: NameHasher
    /// The stamp of the commit.
    public private(set) var recordedAt: Timestamp

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
        shared = SharedFields(append)
    }

    /// The same for a commit with another stamp.
    ///
    /// What does not depend on the stamp is prepared before the lock is held under which it is known.
    package func stamped(_ recordedAt: Timestamp) -> RecordBuilder {
        var builder = self
        builder.recordedAt = recordedAt
        return builder
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
        try [UInt8](capacity: capacity(at: index)) { (span: inout OutputSpan<UInt8>) throws(AppendError) in
            let streamHash = hasher.hash(append.events[index].stream.rawValue, as: .stream)
            let placement = EventPlacement(id: id, revision: revision, cause: cause, streamHash: streamHash)
            try write(index: index, placement, to: &span)
        }
    }

    /// How many bytes the record of the event at `index` has at most.
    package func capacity(at index: Int) -> Int {
        let event = append.events[index]
        return RecordLayout.headerLength(tagCount: event.tags.count) + canonicalCapacity(for: event, at: index)
    }

    /// Writes the record of the event at `index` behind others: many share one allocation.
    ///
    /// - Precondition: there is room for ``capacity(at:)`` bytes.
    /// - Throws: ``AppendError`` as ``record(index:id:revision:cause:)`` does; what was written then is no record.
    package func write(
        index: Int, _ placement: EventPlacement, to span: inout OutputSpan<UInt8>
    ) throws(AppendError) {
        let event = append.events[index]
        guard event.tags.count <= 255 else { throw AppendError(.tooManyTags, "\(event.tags.count) tags") }
        let fields = OwnFields(
            index: index, placement: placement,
            occurredAt: (event.occurredAt ?? append.occurredAt)?.time, provenance: event.provenance.encoded)
        let start = span.count
        let header = RecordLayout.headerLength(tagCount: event.tags.count)
        span.append(repeating: 0, count: header)
        let payload = write(event, fields, to: &span)
        let length = span.count - start - header
        guard length <= EventView.maximumCanonicalLength else {
            throw AppendError(
                .eventTooLarge,
                "\(event.kind) has \(length) canonical bytes; at most 65,535 fit, larger content is a blob")
        }
        unsafe span.withUnsafeMutableBufferPointer { buffer, count in
            let record = unsafe UnsafeMutableRawBufferPointer(
                UnsafeMutableBufferPointer(rebasing: buffer[start..<count]))
            let place = payload.lowerBound - start - header
            unsafe fillHeader(of: record, event, fields, place..<place + payload.count, header)
        }
    }

    /// What one event has of its own beside what was asked for.
    private struct OwnFields {
        let index: Int
        let placement: EventPlacement
        let occurredAt: ZonedTime?
        /// The encoded provenance; empty for a witnessed fact.
        let provenance: [UInt8]
    }

    /// How many bytes the canonical event has at most.
    ///
    /// All heads and numbers of the fields that ``write(_:_:to:)`` writes itself take 118 bytes at most, and each text or
    /// byte string up to five for its head.
    private func canonicalCapacity(for event: NewEvent, at index: Int) -> Int {
        var count = 128 + event.kind.rawValue.utf8.count + event.stream.rawValue.utf8.count + event.payload.count
        for tag in event.tags { count += 5 + tag.rawValue.utf8.count }
        count += shared.count + event.provenance.capacity
        if index == 0 {
            count += (append.command?.count ?? 0) + (append.portAnswers?.count ?? 0) + shared.signature.count
        }
        return count
    }

    /// Writes the canonical event, and returns where in the span its payload lies.
    private func write(_ event: NewEvent, _ fields: OwnFields, to span: inout OutputSpan<UInt8>) -> Range<Int> {
        let command = fields.index == 0 ? append.command : nil
        let answers = fields.index == 0 ? append.portAnswers : nil
        let isSigned = fields.index == 0 && !shared.signature.isEmpty
        var pairs: UInt64 = 13
        if fields.occurredAt != nil { pairs += 1 }
        if fields.placement.cause != nil { pairs += 1 }
        if !shared.rules.isEmpty { pairs += 1 }
        if !fields.provenance.isEmpty { pairs += 1 }
        if command != nil { pairs += 1 }
        if answers != nil { pairs += 1 }
        if isSigned { pairs += 1 }
        span.writeHead(.map, pairs)
        span.write(fields.placement.id, for: .id)
        span.write(event.kind.rawValue, for: .kind)
        span.write(UInt64(event.version), for: .version)
        span.write(event.stream.rawValue, for: .stream)
        span.write(fields.placement.revision, for: .revision)
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
        span.writeKey(.recordedAt)
        span.write(recordedAt.nanoseconds)
        span.write(encoded: shared.correlation)
        if let cause = fields.placement.cause { span.write(cause, for: .causation) }
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
        if isSigned { span.write(encoded: shared.signature) }
        return payload
    }

    /// Fills in the header, now that the canonical bytes behind it are known; `payload` is counted from their start.
    private func fillHeader(
        of record: UnsafeMutableRawBufferPointer, _ event: NewEvent, _ fields: OwnFields, _ payload: Range<Int>,
        _ header: Int
    ) {
        let length = record.count
        func sum(_ range: Range<Int>) -> UInt64 {
            SipHash.unkeyed.hash(
                unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(record)[range])))
        }
        func store(_ value: some FixedWidthInteger & BitwiseCopyable, _ offset: Int) {
            unsafe record.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
        }
        store(UInt16(header), RecordLayout.headerLength)
        store(RecordLayout.currentLayout, RecordLayout.layout)
        store(UInt8(event.tags.count), RecordLayout.tagCount)
        store(sum(header..<length), RecordLayout.bodyChecksum)
        store(NameHasher.hash(event.kind), RecordLayout.kind)
        store(fields.placement.streamHash, RecordLayout.stream)
        store(authorHash, RecordLayout.author)
        store(fields.placement.revision, RecordLayout.revision)
        store(recordedAt.nanoseconds, RecordLayout.recordedAt)
        store(RecordLayout.order(of: fields.occurredAt), RecordLayout.occurredAt)
        store(UInt16(length - header), RecordLayout.canonicalLength)
        store(UInt16(payload.lowerBound), RecordLayout.payloadOffset)
        store(UInt16(payload.count), RecordLayout.payloadLength)
        store(UInt16(clamping: event.version), RecordLayout.version)
        store(hasher.hash(fields.placement.id), RecordLayout.eventID)
        store(commandHash, RecordLayout.command)
        store(correlationHash, RecordLayout.correlation)
        var offset = RecordLayout.tags
        for tag in event.tags {
            store(hasher.hash(tag.rawValue, as: .tag), offset)
            offset += 8
        }
        store(UInt32(truncatingIfNeeded: sum(4..<header)), RecordLayout.headerChecksum)
    }
}

/// The fields that all events of an append share, each with its key; in the order in which they stand in an event.
private struct SharedFields: Sendable {
    let author: [UInt8]
    let correlation: [UInt8]
    /// Empty when no rules were in force.
    let rules: [UInt8]
    let commandID: [UInt8]
    /// Empty without a signature; the first event alone has it.
    let signature: [UInt8]

    var count: Int { author.count + correlation.count + rules.count + commandID.count }

    init(_ append: AppendRequest) {
        author = Self.encode { writer in
            writer.writeKey(RecordedEvent.Field.author.rawValue)
            append.author.write(to: &writer)
        }
        correlation = Self.encode { writer in
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
        signature =
            append.signature.map { signature in
                Self.encode { writer in
                    writer.writeKey(RecordedEvent.Field.signature.rawValue)
                    writer.write(encoded: signature.encoded)
                }
            } ?? []
    }

    private static func encode(_ body: (inout CBORWriter) -> Void) -> [UInt8] {
        var writer = CBORWriter(capacity: 64)
        body(&writer)
        return writer.bytes
    }
}
