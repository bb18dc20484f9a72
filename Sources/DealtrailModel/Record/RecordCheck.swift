/// Reads the canonical form of an event quickly, for ``EventView/checked(_:)``.
///
/// Every read says by `nil` or `false` that it has not found what it looks for, and what then lies at ``offset`` means
/// nothing. It may refuse what ``CBORReader`` accepts, such as a field of a later version, and never accepts what that
/// refuses.
///
/// A full check spends much of its time here. A reader whose address nobody has is held in registers, so whatever moves it
/// is inlined; larger parts, in `RecordCheck+Parts.swift`, have a reader of their own and return the place where they end.
struct RecordCheck: ~Escapable {
    /// A text that was read; whoever wants to know whether it is UTF-8 looks at it.
    struct Text {
        /// How many bytes it has.
        let count: Int
        /// The offset behind it.
        let end: Int

        /// Where it lies in the record.
        @inline(__always)
        var range: Range<Int> { unsafe Range(uncheckedBounds: (end &- count, end)) }
    }

    /// The whole record: at least eight bytes lie in front of the canonical event, so that eight bytes can be loaded
    /// that end anywhere in it.
    let record: RawSpan
    var offset: Int
    /// How many fields of the event are still to come.
    private(set) var left: UInt64 = 0

    /// Begins at an offset of a record.
    ///
    /// - Precondition: `8 <= offset` and `offset <= record.byteCount`.
    @_lifetime(copy record)
    @inline(__always)
    init(_ record: RawSpan, at offset: Int) {
        precondition(offset >= 8 && offset <= record.byteCount, "a check begins behind a header")
        self.record = record
        self.offset = offset
    }

    @inline(__always)
    var end: Int { record.byteCount }

    /// Whether all fields and all bytes have been read.
    @inline(__always)
    var isAtEnd: Bool { left == 0 && offset == end }

    /// The byte at the offset, and 0 beyond the end, where no other item than a number begins: its reading leads beyond
    /// the end, and ``isAtEnd`` is never true again.
    @inline(__always)
    var byte: UInt8 {
        offset < end ? unsafe record.byte(atUnchecked: offset) : 0
    }

    /// The eight bytes at an offset that is not negative, little-endian; those beyond the end are 0.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        // There are eight bytes in front of any end.
        let last = end &- 8
        guard offset > last else { return unsafe record.word(atUnchecked: offset) }
        return unsafe record.word(atUnchecked: last) >> (8 * UInt64(truncatingIfNeeded: offset &- last))
    }

    /// The last bytes in front of a place, less than eight, little-endian.
    @inline(__always)
    func tail(_ count: Int, before stop: Int) -> UInt64 {
        unsafe record.word(atUnchecked: stop &- 8) >> (64 &- 8 &* UInt64(truncatingIfNeeded: count))
    }

    /// Reads the head of the event.
    @inline(__always)
    mutating func begin() -> Bool {
        guard let pairs = head(5) else { return false }
        left = pairs
        return true
    }

    /// Reads the number of a field, when it is the next.
    @inline(__always)
    mutating func key(_ field: UInt8) -> Bool {
        guard left > 0, take(field) else { return false }
        left &-= 1
        return true
    }

    /// Reads one byte, when it is the next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard offset < end, self.byte == byte else { return false }
        offset &+= 1
        return true
    }

    /// Reads the head of an item of a major type; after one of another type than 0 the offset is not beyond the end.
    @inline(__always)
    mutating func head(_ type: UInt8) -> UInt64? {
        let first = byte
        guard first >> 5 == type else { return nil }
        return argument(of: first)
    }

    /// Reads the head whose first byte this is.
    @inline(__always)
    mutating func argument(of first: UInt8) -> UInt64? {
        let low = UInt64(truncatingIfNeeded: first & 0x1f)
        offset &+= 1
        guard low >= 24 else { return low }
        guard low < 28 else { return nil }
        let width = 1 &<< Int(truncatingIfNeeded: low &- 24)
        guard offset &+ width <= end else { return nil }
        let value = word(at: offset).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* width)
        offset &+= width
        // In its shortest form.
        return value >= (width == 1 ? 24 : 1 &<< UInt64(truncatingIfNeeded: 4 &* width)) ? value : nil
    }

    @inline(__always)
    mutating func unsigned() -> UInt64? { head(0) }

    @inline(__always)
    mutating func integer() -> Int64? {
        let first = byte
        guard first < 0x40, let value = argument(of: first), value <= UInt64(Int64.max) else { return nil }
        return first < 0x20 ? Int64(bitPattern: value) : ~Int64(bitPattern: value)
    }

    /// Reads a byte string of so many bytes.
    @inline(__always)
    mutating func bytes(_ count: UInt64) -> Bool {
        byteString() == Int(truncatingIfNeeded: count)
    }

    /// Reads a byte string, and says how many bytes it has.
    @inline(__always)
    mutating func byteString() -> Int? { string(2) }

    /// Reads a text.
    @inline(__always)
    mutating func uncheckedText() -> Text? {
        guard let count = string(3) else { return nil }
        return Text(count: count, end: offset)
    }

    /// Goes on where a part ends that was read from here; `false` for a part that ends nowhere, at 0.
    @inline(__always)
    mutating func move(to next: Int) -> Bool {
        guard next > offset else { return false }
        offset = next
        return true
    }

    @inline(__always)
    private mutating func string(_ type: UInt8) -> Int? {
        guard let count = head(type), count <= UInt64(truncatingIfNeeded: end &- offset) else { return nil }
        offset &+= Int(truncatingIfNeeded: count)
        return Int(truncatingIfNeeded: count)
    }

    /// Reads a text that is UTF-8.
    @inline(__always)
    mutating func text() -> Bool {
        guard let text = uncheckedText() else { return false }
        var bits: UInt64 = 0
        var place = text.end &- text.count
        while place &+ 8 <= text.end {
            bits |= unsafe record.word(atUnchecked: place)
            place &+= 8
        }
        bits |= tail(text.count & 7, before: text.end)
        return Self.isASCII(bits) || isUTF8(text)
    }

    /// Goes on behind so many bytes, which hold so many fields of the event.
    ///
    /// - Precondition: they are there.
    @inline(__always)
    mutating func pass(_ count: Int, fields: UInt64 = 0) {
        offset &+= count
        left &-= fields
    }

    /// The identifier in the 16 bytes in front of the offset, which were read.
    @inline(__always)
    var idBehind: EventID {
        unsafe EventID(
            high: record.word(atUnchecked: offset &- 16).byteSwapped,
            low: record.word(atUnchecked: offset &- 8).byteSwapped)
    }

    /// Whether one text that was read comes before another that was read, bytewise; most differ in their first bytes.
    @inline(__always)
    func precedes(_ first: Text, _ second: Text) -> Bool {
        let left = word(at: first.end &- first.count).byteSwapped
        let right = word(at: second.end &- second.count).byteSwapped
        guard (left ^ right).leadingZeroBitCount &>> 3 < min(first.count, second.count, 8) else {
            return record.extracting(first.range).precedes(record.extracting(second.range))
        }
        return left < right
    }

    @inline(__always)
    static func isASCII(_ bits: UInt64) -> Bool { bits & 0x8080_8080_8080_8080 == 0 }

    /// Whether a text that was read is UTF-8.
    @inline(never)
    func isUTF8(_ text: Text) -> Bool { record.extracting(text.range).isUTF8 }
}
