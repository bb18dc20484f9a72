/// Reads the canonical form of an event quickly, for ``EventView/checked(_:)``.
///
/// Every read says by `nil` or `false` that it has not found what it looks for, and what then lies at ``offset`` means
/// nothing. It may refuse what ``CBORReader`` accepts, such as a field of a later version, and never accepts what that
/// refuses.
///
/// A full check spends most of its time here, so all of it is inlined into one function, and what is not takes the place
/// where to begin and returns the place where it ends: a reader whose address nobody has is held in registers.
struct RecordCheck: ~Escapable {
    /// The whole record: at least eight bytes lie in front of the canonical event, so that eight bytes can be loaded
    /// that end anywhere in it.
    private let record: RawSpan
    private let start: Int
    private(set) var offset: Int
    /// How many fields of the event are still to come.
    private var left: UInt64 = 0

    /// Begins at an offset of a record.
    ///
    /// - Precondition: `8 <= offset` and `offset <= record.byteCount`.
    @_lifetime(copy record)
    @inline(__always)
    init(_ record: RawSpan, at offset: Int) {
        precondition(offset >= 8 && offset <= record.byteCount, "a check begins behind a header")
        self.record = record
        self.offset = offset
        start = offset
    }

    /// The place in the canonical event.
    @inline(__always)
    var place: Int { offset &- start }

    @inline(__always)
    private var end: Int { record.byteCount }

    /// Whether all fields and all bytes have been read.
    @inline(__always)
    var isAtEnd: Bool { left == 0 && offset == end }

    /// The byte at the offset, and 0 beyond the end, where no other item than a number begins: its reading leads beyond
    /// the end, and ``isAtEnd`` is never true again.
    @inline(__always)
    private var byte: UInt8 {
        offset < end ? unsafe record.byte(atUnchecked: offset) : 0
    }

    /// The eight bytes at an offset that is not negative, little-endian; those beyond the end are 0.
    @inline(__always)
    private func word(at offset: Int) -> UInt64 {
        // There are eight bytes in front of any end.
        let last = end &- 8
        guard offset > last else { return unsafe record.word(atUnchecked: offset) }
        return unsafe record.word(atUnchecked: last) >> (8 * UInt64(truncatingIfNeeded: offset &- last))
    }

    /// The last bytes in front of a place, less than eight, little-endian.
    @inline(__always)
    private func tail(_ count: Int, before stop: Int) -> UInt64 {
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
    private mutating func argument(of first: UInt8) -> UInt64? {
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

    /// Reads a text, and says how many bytes it has; whoever wants to know whether it is UTF-8 looks at it.
    @inline(__always)
    mutating func uncheckedText() -> Int? { string(3) }

    @inline(__always)
    private mutating func string(_ type: UInt8) -> Int? {
        guard let count = head(type), count <= UInt64(truncatingIfNeeded: end &- offset) else { return nil }
        offset &+= Int(truncatingIfNeeded: count)
        return Int(truncatingIfNeeded: count)
    }

    /// Reads a text.
    @inline(__always)
    mutating func text() -> Bool {
        guard let count = uncheckedText() else { return false }
        var bits: UInt64 = 0
        var place = offset &- count
        while place &+ 8 <= offset {
            bits |= unsafe record.word(atUnchecked: place)
            place &+= 8
        }
        bits |= tail(count & 7, before: offset)
        return Self.isASCII(bits) || isUTF8(count, before: offset)
    }

    /// Reads a text, and says how many bytes it has when it has this hash.
    @inline(__always)
    mutating func name(_ name: NameHasher.Class, _ hash: UInt64, _ hasher: NameHasher) -> Int? {
        guard let count = uncheckedText() else { return nil }
        var bits: UInt64 = 0
        // Text is most often ASCII, which the hash sees on its way.
        guard nameHash(name, count, before: offset, hasher, &bits) == hash,
            Self.isASCII(bits) || isUTF8(count, before: offset)
        else {
            return nil
        }
        return count
    }

    /// The hash of the name of so many bytes in front of a place that was read, and which bits are set in its bytes.
    @inline(__always)
    func nameHash(
        _ name: NameHasher.Class, _ count: Int, before stop: Int, _ hasher: NameHasher, _ bits: inout UInt64
    ) -> UInt64 {
        var state = hasher.state(of: name)
        var place = stop &- count
        while place &+ 8 <= stop {
            let word = unsafe record.word(atUnchecked: place)
            bits |= word
            state.compress(word, rounds: 1)
            place &+= 8
        }
        let last = tail(count & 7, before: stop)
        bits |= last
        state.compress(last | UInt64(truncatingIfNeeded: count) << 56, rounds: 1)
        return state.finish(rounds: 3)
    }

    /// A little-endian word of eight bytes that end `distance` bytes in front of the offset, which was read.
    @inline(__always)
    func word(endingBefore distance: Int) -> UInt64 {
        unsafe record.word(atUnchecked: offset &- distance &- 8)
    }

    /// Whether the bytes in front of two places that were read are the same.
    @inline(__always)
    func areEqual(_ count: Int, before first: Int, _ second: Int) -> Bool {
        var difference = tail(count & 7, before: first) ^ tail(count & 7, before: second)
        var place = count & ~7
        while place > 0 {
            difference |=
                unsafe record.word(atUnchecked: first &- count &+ place &- 8)
                ^ record.word(atUnchecked: second &- count &+ place &- 8)
            place &-= 8
        }
        return difference == 0
    }

    /// Whether one text that was read comes before another that was read, bytewise; most differ in their first bytes.
    @inline(__always)
    func precedes(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        let left = word(at: first.lowerBound).byteSwapped
        let right = word(at: second.lowerBound).byteSwapped
        guard (left ^ right).leadingZeroBitCount &>> 3 < min(first.count, second.count, 8) else {
            return record.extracting(first).precedes(record.extracting(second))
        }
        return left < right
    }

    @inline(__always)
    static func isASCII(_ bits: UInt64) -> Bool { bits & 0x8080_8080_8080_8080 == 0 }

    /// Whether the text of so many bytes in front of a place that was read is UTF-8.
    @inline(never)
    func isUTF8(_ count: Int, before stop: Int) -> Bool { record.extracting(stop &- count..<stop).isUTF8 }
}

extension RecordCheck {
    /// Passes over an item and checks all of it: what ``CBORReader/skipCanonical(depth:)`` accepts.
    ///
    /// - Precondition: `depth` is below the greatest.
    @inline(__always)
    mutating func item(depth: Int) -> Bool {
        let first = byte
        switch first >> 5 {
        case 0, 1: return argument(of: first) != nil
        case 2: return byteString() != nil
        case 3: return text()
        case 4, 5:
            let next = Self.container(in: record, at: offset, depth: depth)
            offset = max(next, offset)
            return next > 0
        case 6: return decimal()
        default:
            offset &+= 1
            return 0xf4...0xf6 ~= first
        }
    }

    /// Where an array or a map ends that begins at an offset; 0 when something is wrong with it.
    private static func container(in record: RawSpan, at start: Int, depth: Int) -> Int {
        var check = RecordCheck(record, at: start)
        let first = check.byte
        guard let count = check.argument(of: first),
            count <= UInt64(truncatingIfNeeded: max(0, check.end - check.offset)),
            count == 0 || depth + 1 < CBORReader.maximumDepth
        else { return 0 }
        if first >> 5 == 4 {
            for _ in 0..<count where !check.item(depth: depth + 1) { return 0 }
            return check.offset <= check.end ? check.offset : 0
        }
        var last = -1
        for _ in 0..<count {
            // Most maps have small numbers as keys.
            let key = Int(check.byte)
            guard key < 24 else { return other(in: record, at: start, depth: depth) }
            guard key > last else { return 0 }
            last = key
            check.offset &+= 1
            guard check.item(depth: depth + 1) else { return 0 }
        }
        return check.offset <= check.end ? check.offset : 0
    }

    /// Where a map with other keys ends.
    @inline(never)
    private static func other(in record: RawSpan, at start: Int, depth: Int) -> Int {
        var reader = CBORReader(record)
        reader.move(to: start)
        return (try? reader.skipCanonical(depth: depth)) != nil ? reader.offset : 0
    }

    @inline(__always)
    private mutating func decimal() -> Bool {
        let head = word(at: offset)
        let exponent = UInt8(truncatingIfNeeded: head >> 16)
        // 0, or a negative number down to -18.
        guard head & 0xffff == 0x82c4, exponent == 0 || 0x20...0x31 ~= exponent else { return false }
        offset &+= 3
        return integer() != nil
    }
}
