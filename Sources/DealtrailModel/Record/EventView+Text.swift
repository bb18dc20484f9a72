/// What a view reads from the canonical event itself.
extension EventView {
    /// Whether the event is of this kind, by its text.
    ///
    /// - Complexity: O(1): the kind is the second field.
    public func hasKind(_ kind: [UInt8]) -> Bool {
        guard let text = try? text(of: .kind) else { return false }
        return text.elementsEqual(kind.rawSpan)
    }

    /// The identifier: the first field of the canonical event.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when it is not there.
    /// - Complexity: O(1).
    public var id: EventID {
        get throws(EventError) {
            let canonical = canonical
            // A map of few pairs, the first of which has key 1 and 16 bytes: what every event of this format begins with.
            if canonical.byteCount >= 19, (0xa1..<0xb8).contains(canonical.byte(at: 0)), canonical.byte(at: 1) == 1,
                canonical.byte(at: 2) == 0x50
            {
                let (high, low): (UInt64, UInt64) = (canonical.integer(at: 3), canonical.integer(at: 11))
                return EventID(high: high.byteSwapped, low: low.byteSwapped)
            }
            do throws(CBORError) {
                var reader = CBORReader(canonical)
                guard try reader.readMapHead() > 0, try reader.readUnsigned() == RecordedEvent.Field.id.rawValue else {
                    throw CBORError(.missingField, at: 0, "an event begins with its identifier")
                }
                let start = reader.offset
                let bytes = try reader.readByteString()
                guard bytes.byteCount == 16 else {
                    throw CBORError(.outOfRange, at: start, "an identifier has 16 bytes")
                }
                let (high, low): (UInt64, UInt64) = (bytes.integer(at: 0), bytes.integer(at: 8))
                return EventID(high: high.byteSwapped, low: low.byteSwapped)
            } catch {
                throw damaged(error)
            }
        }
    }

    /// The stored name of the kind, copied.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var kind: EventKind {
        get throws(EventError) { EventKind(rawValue: try string(of: .kind)) }
    }

    /// The stream, copied.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var stream: StreamName {
        get throws(EventError) { StreamName(rawValue: try string(of: .stream)) }
    }

    /// The tags, copied.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var tags: [Tag] {
        get throws(EventError) {
            var tags: [Tag] = []
            do throws(CBORError) {
                var reader = try reader(at: .tags)
                for _ in 0..<(try reader.readArrayHead()) { tags.append(Tag(rawValue: try reader.readText())) }
            } catch {
                throw damaged(error)
            }
            return tags
        }
    }

    /// Whether the event carries this tag, by its text; `false` when it does not read.
    public func hasTag(_ tag: Tag) -> Bool {
        (try? confirmsTag(Array(tag.rawValue.utf8))) ?? false
    }

    /// Whether the event carries the tag of these bytes.
    ///
    /// - Throws: ``EventError`` (`corrupted`): a scan must not pass over a damaged event as one that does not match.
    func confirmsTag(_ tag: [UInt8]) throws(EventError) -> Bool {
        do throws(CBORError) {
            var reader = try reader(at: .tags)
            for _ in 0..<(try reader.readArrayHead()) {
                if try reader.readTextBytes().elementsEqual(tag.rawSpan) { return true }
            }
            return false
        } catch {
            throw damaged(error)
        }
    }

    /// The value of the first tag `name:value`, copied; `nil` when there is none.
    public func tagValue(_ name: StaticString) -> String? {
        guard var reader = try? reader(at: .tags), let count = try? reader.readArrayHead() else { return nil }
        let prefix = name.utf8CodeUnitCount
        for _ in 0..<count {
            guard let text = try? reader.readTextBytes() else { return nil }
            guard text.byteCount > prefix, text.byte(at: prefix) == UInt8(ascii: ":") else { continue }
            let matches = unsafe UnsafeRawBufferPointer(start: name.utf8Start, count: prefix)
            if unsafe text.extracting(0..<prefix).elementsEqual(RawSpan(_unsafeBytes: matches)) {
                return text.extracting(prefix + 1..<text.byteCount).text()
            }
        }
        return nil
    }

    /// Calls `body` with the text of each tag, borrowed, in their order; with none when the event does not read.
    public func forEachTag(_ body: (RawSpan) -> Void) {
        guard var reader = try? reader(at: .tags), let count = try? reader.readArrayHead() else { return }
        for _ in 0..<count {
            guard let text = try? reader.readTextBytes() else { return }
            body(text)
        }
    }

    /// The author, copied.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var author: Author {
        get throws(EventError) {
            do throws(CBORError) {
                var reader = try reader(at: .author)
                return try Author(&reader)
            } catch {
                throw damaged(error)
            }
        }
    }

    /// The id of the author, copied: the first field of the author, which folds need without the rest.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var authorID: ActorID {
        get throws(EventError) {
            do throws(CBORError) {
                var reader = try reader(at: .author)
                guard try reader.readMapHead() > 0, try reader.readUnsigned() == 1 else {
                    throw CBORError(.missingField, at: reader.offset, "an author begins with its id")
                }
                return ActorID(rawValue: try reader.readText())
            } catch {
                throw damaged(error)
            }
        }
    }

    /// Whether it is the first event of an append that a command led to, and so carries the command.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the event does not read.
    public var bearsCommand: Bool {
        get throws(EventError) {
            do throws(CBORError) {
                var reader = CBORReader(canonical)
                _ = try reader.readMapHead()
                reader.move(to: payloadEnd)
                while !reader.isAtEnd {
                    let field = try reader.readUnsigned()
                    guard field < RecordedEvent.Field.command.rawValue else {
                        return field == RecordedEvent.Field.command.rawValue
                    }
                    try reader.skip()
                }
                return false
            } catch {
                throw damaged(error)
            }
        }
    }

    /// The fields of the payload, to be read one by one.
    public var fields: FieldReader {
        @_lifetime(copy self) get { FieldReader(payload) }
    }

    /// The fields of the payload, to be read in ascending order: one walk for all of them.
    public var fieldCursor: FieldCursor {
        @_lifetime(copy self) get { FieldCursor(payload) }
    }

    /// The whole event, copied.
    ///
    /// - Throws: ``EventError`` (`corrupted`) when the checksum or the canonical form is broken.
    public func recorded() throws(EventError) -> RecordedEvent {
        try checkBody()
        do throws(CBORError) {
            return try RecordedEvent(position: position, canonical: canonical)
        } catch {
            throw damaged(error)
        }
    }

    /// The payload as a typed event; the caller knows that the kind fits.
    ///
    /// - Throws: ``EventError``: `newerVersion` or `malformedPayload`.
    public func decode<Payload: Event>(_ type: Payload.Type) throws(EventError) -> Payload {
        try Payload.decode(payload.array(), version: version, position: position)
    }

    @_lifetime(copy self)
    func text(of field: RecordedEvent.Field) throws(CBORError) -> RawSpan {
        var reader = try reader(at: field)
        return try reader.readTextBytes()
    }

    /// A reader whose next item is the value of `field`.
    @_lifetime(copy self)
    func reader(at field: RecordedEvent.Field) throws(CBORError) -> CBORReader {
        var reader = CBORReader(canonical)
        let count = try reader.readMapHead()
        if field.rawValue > RecordedEvent.Field.payload.rawValue {
            // The header knows where the payload ends; what stands before it need not be skipped item by item.
            reader.move(to: payloadEnd)
        }
        for _ in 0..<count {
            guard !reader.isAtEnd else { break }
            if try reader.readUnsigned() == field.rawValue { return reader }
            try reader.skip()
        }
        throw CBORError(.missingField, at: reader.offset, "\(field)")
    }

    /// Where in the canonical event the payload ends.
    private var payloadEnd: Int {
        Int(record.integer(at: 66, as: UInt16.self)) + Int(record.integer(at: 68, as: UInt16.self))
    }

    func damaged(_ error: CBORError) -> EventError {
        EventError(.corrupted, position: position, "\(error)")
    }

    private func string(of field: RecordedEvent.Field) throws(EventError) -> String {
        do throws(CBORError) {
            var reader = try reader(at: field)
            return try reader.readText()
        } catch {
            throw damaged(error)
        }
    }
}
