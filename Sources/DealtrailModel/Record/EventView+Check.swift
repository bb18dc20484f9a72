/// The quick half of a full check: one pass over the canonical event, without a copy.
extension EventView {
    /// What a full check goes on with.
    package struct Checked: Sendable {
        /// Where the digest of the rules lies in the canonical event; `nil` for an event that names none.
        package let rules: Range<Int>?
    }

    /// Whether checksum, canonical form and scan header agree in everything that ``recorded()``, ``checkHeader(against:hasher:)``
    /// and a reading of the payload look at.
    ///
    /// It never says so of an event in which one of those finds a fault; of what it does not pass, they say what is wrong.
    ///
    /// - Returns: `nil` when anything differs.
    /// - Complexity: O(record), and no allocation.
    package func checked(_ hasher: NameHasher) -> Checked? {
        do throws(CBORError) {
            guard SipHash.unkeyed.hash(canonical) == record.integer(at: 8, as: UInt64.self) else { return nil }
            var check = RecordCheck()
            var reader = CBORReader(canonical)
            var last: UInt64?
            for _ in 0..<(try reader.readMapHead()) {
                let field = try reader.readKey(after: &last)
                guard try check.takes(field, &reader, self, hasher) else { return nil }
            }
            guard reader.isAtEnd, check.isWhole(self, hasher) else { return nil }
            return Checked(rules: check.rules)
        } catch {
            return nil
        }
    }
}

/// What has been read of a record while it is checked.
private struct RecordCheck {
    private var found: UInt32 = 0
    private var command = 0..<0
    private var correlation = 0..<0
    private(set) var rules: Range<Int>?

    /// All fields that every event has.
    private static let mandatory: UInt32 = [1, 2, 3, 4, 5, 7, 8, 10, 11, 15, 16, 17].reduce(0) { $0 | 1 << UInt32($1) }

    /// Reads one field and compares it with the header.
    mutating func takes(
        _ field: UInt64, _ reader: inout CBORReader, _ event: borrowing EventView, _ hasher: NameHasher
    ) throws(CBORError) -> Bool {
        if field < 32 { found |= 1 << UInt32(field) }
        switch field {
        case 1:
            let id = try reader.readByteString()
            guard id.byteCount == 16 else { return false }
            let high: UInt64 = id.integer(at: 0)
            let low: UInt64 = id.integer(at: 8)
            return event.idHash == hasher.hash(EventID(high: high.byteSwapped, low: low.byteSwapped))
        case 2: return try Self.text(&reader, hasher, .kind) == event.kindHash
        case 3: return try reader.readUnsigned() == UInt64(event.version)
        case 4: return try Self.text(&reader, hasher, .stream) == event.streamHash
        case 5: return try reader.readUnsigned() == event.revision
        case 6: return try Self.tags(&reader, event, hasher)
        case 7: return try Self.payload(&reader, event)
        case 8: return try Self.author(&reader, hasher) == event.authorHash
        case 9: return try Self.time(&reader) == event.occurredOrder
        case 10: return try reader.readInteger() == event.recordedAt.nanoseconds
        case 11:
            correlation = try Self.range(&reader)
            return true
        case 12: return try reader.readByteString().byteCount == 16
        case 13:
            guard try reader.readByteString().byteCount == 32 else { return false }
            rules = reader.offset - 32..<reader.offset
            return true
        case 14: return try Self.provenance(&reader)
        case 15:
            command = try Self.range(&reader)
            return true
        case 16, 17: _ = try reader.readUnsigned()
        case 18, 19: _ = try reader.readByteString()
        case 20: return try Self.signature(&reader)
        default: try reader.skip()
        }
        return true
    }

    /// Whether nothing is missing, and what depends on two fields fits too.
    func isWhole(_ event: borrowing EventView, _ hasher: NameHasher) -> Bool {
        let canonical = event.canonical
        guard found & Self.mandatory == Self.mandatory,
            found >> 6 & 1 == 1 || event.tagCount == 0,
            found >> 9 & 1 == 1 || event.occurredOrder == RecordLayout.order(of: nil)
        else { return false }
        let name = canonical.extracting(command)
        let group = canonical.extracting(correlation)
        return event.commandHash == hasher.hash(name, as: .command)
            && event.correlationHash == (group.elementsEqual(name) ? 0 : hasher.hash(group, as: .correlation))
    }

    /// The hash of a text, or `nil` when it is not UTF-8.
    private static func text(
        _ reader: inout CBORReader, _ hasher: NameHasher, _ name: NameHasher.Class
    ) throws(CBORError) -> UInt64? {
        let text = try reader.readTextBytes()
        return text.isUTF8 ? hasher.hash(text, as: name) : nil
    }

    /// Where a text lies.
    private static func range(_ reader: inout CBORReader) throws(CBORError) -> Range<Int> {
        let start = reader.offset
        let text = try reader.readTextBytes()
        guard text.isUTF8 else { throw CBORError(.invalidText, at: start) }
        return reader.offset - text.byteCount..<reader.offset
    }

    private static func tags(
        _ reader: inout CBORReader, _ event: borrowing EventView, _ hasher: NameHasher
    ) throws(CBORError) -> Bool {
        let count = try reader.readArrayHead()
        guard count == event.tagCount else { return false }
        var last = 0..<0
        for index in 0..<count {
            let tag = try range(&reader)
            let text = reader.span.extracting(tag)
            guard event.tagHash(index) == hasher.hash(text, as: .tag),
                index == 0 || reader.span.extracting(last).precedes(text)
            else { return false }
            last = tag
        }
        return true
    }

    private static func payload(_ reader: inout CBORReader, _ event: borrowing EventView) throws(CBORError) -> Bool {
        let start = reader.offset
        try reader.skipCanonical()
        return start == Int(event.stored.integer(at: 66, as: UInt16.self))
            && reader.offset - start == Int(event.stored.integer(at: 68, as: UInt16.self))
    }

    /// The hash of the author's id, when the author has all that he needs.
    private static func author(_ reader: inout CBORReader, _ hasher: NameHasher) throws(CBORError) -> UInt64? {
        var id: UInt64?
        var found: UInt8 = 0
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            let key = try reader.readKey(after: &last)
            switch key {
            case 1: id = try text(&reader, hasher, .author)
            case 2: guard try reader.readUnsigned() <= 3 else { return nil }
            case 3, 4, 5: _ = try range(&reader)
            default: try reader.skip()
            }
            if key < 8 { found |= 1 << UInt8(key) }
        }
        return found & 0b1_0110 == 0b1_0110 ? id : nil
    }

    private static func time(_ reader: inout CBORReader) throws(CBORError) -> Int64? {
        guard try reader.readArrayHead() == 2 else { return nil }
        let instant = try reader.readInteger()
        let offset = try reader.readInteger()
        guard (-1_439...1_439).contains(offset) else { return nil }
        return RecordLayout.order(of: ZonedTime(Timestamp(nanoseconds: instant), offsetMinutes: Int16(offset)))
    }

    private static func signature(_ reader: inout CBORReader) throws(CBORError) -> Bool {
        var found: UInt8 = 0
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            let key = try reader.readKey(after: &last)
            switch key {
            case 1: guard try reader.readByteString().byteCount == 32 else { return false }
            case 2: guard try reader.readByteString().byteCount == 64 else { return false }
            default: try reader.skip()
            }
            if key < 8 { found |= 1 << UInt8(key) }
        }
        return found & 0b110 == 0b110
    }

    private static func provenance(_ reader: inout CBORReader) throws(CBORError) -> Bool {
        var found: UInt8 = 0
        var last: UInt64?
        for _ in 0..<(try reader.readMapHead()) {
            let key = try reader.readKey(after: &last)
            switch key {
            case 1: _ = try range(&reader)
            case 2: _ = try reader.readUnsigned()
            case 3: guard try reader.readByteString().byteCount == 32 else { return false }
            default: try reader.skip()
            }
            if key < 8 { found |= 1 << UInt8(key) }
        }
        return found & 0b1110 == 0b1110
    }
}
