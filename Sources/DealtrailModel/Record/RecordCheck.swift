/// Reads the canonical form of an event quickly, for ``EventView/checked(_:)``.
///
/// Every read says by `nil` or `false` that it has not found what it looks for, and what then lies at ``offset`` means
/// nothing. It may refuse what ``CBORReader`` accepts, such as a field of a later version, and never accepts what that
/// refuses. Small and inlined: a full check spends most of its time here.
struct RecordCheck: ~Escapable {
    let span: RawSpan
    private(set) var offset = 0
    /// How many fields of the event are still to come.
    private var left: UInt64 = 0

    @_lifetime(copy span)
    init(_ span: RawSpan) {
        self.span = span
    }

    /// Whether all fields and all bytes have been read.
    var isAtEnd: Bool { left == 0 && offset == span.byteCount }

    /// How many bytes the head of a text of so many bytes has, below 65,536.
    static func headLength(_ count: Int) -> Int { count < 24 ? 1 : count < 256 ? 2 : 3 }

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
        guard offset < span.byteCount, span.byte(at: offset) == byte else { return false }
        offset &+= 1
        return true
    }

    /// Reads the head of an item of a major type.
    @inline(__always)
    mutating func head(_ type: UInt8) -> UInt64? {
        guard offset < span.byteCount else { return nil }
        let first = span.byte(at: offset)
        guard first >> 5 == type else { return nil }
        let low = first & 0x1f
        guard low >= 24 else {
            offset &+= 1
            return UInt64(low)
        }
        return argument(low)
    }

    /// Reads the argument behind the first byte of a head, in its shortest form.
    @inline(__always)
    private mutating func argument(_ low: UInt8) -> UInt64? {
        let start = offset &+ 1
        guard low < 28 else { return nil }
        let width = 1 &<< Int(low &- 24)
        guard start &+ width <= span.byteCount else { return nil }
        let value: UInt64
        if start &+ 8 <= span.byteCount {
            value =
                span.integer(at: start, as: UInt64.self).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* width)
        } else {
            var bytes: UInt64 = 0
            for index in 0..<width { bytes = bytes << 8 | UInt64(span.byte(at: start + index)) }
            value = bytes
        }
        offset = start &+ width
        return value >= (width == 1 ? 24 : 1 &<< UInt64(truncatingIfNeeded: 4 &* width)) ? value : nil
    }

    @inline(__always)
    mutating func unsigned() -> UInt64? { head(0) }

    mutating func integer() -> Int64? {
        guard offset < span.byteCount else { return nil }
        let isNegative = span.byte(at: offset) >> 5 == 1
        guard let value = isNegative ? head(1) : head(0), let exact = Int64(exactly: value) else { return nil }
        return isNegative ? ~exact : exact
    }

    /// Reads a byte string of so many bytes.
    @inline(__always)
    mutating func bytes(_ count: UInt64) -> Bool {
        guard head(2) == count, Int(count) <= span.byteCount - offset else { return false }
        offset &+= Int(count)
        return true
    }

    /// Reads a byte string.
    mutating func byteString() -> Range<Int>? {
        guard let count = head(2), count <= UInt64(span.byteCount - offset) else { return nil }
        offset += Int(count)
        return offset - Int(count)..<offset
    }

    /// Reads a text.
    @inline(__always)
    mutating func text() -> Range<Int>? {
        guard let count = head(3), count <= UInt64(span.byteCount &- offset) else { return nil }
        let range = offset..<offset &+ Int(truncatingIfNeeded: count)
        guard span.extracting(range).isUTF8 else { return nil }
        offset = range.upperBound
        return range
    }

    /// Reads a text, and says whether it has this hash.
    @inline(__always)
    mutating func has(_ name: NameHasher.Class, _ hash: UInt64, _ hasher: NameHasher) -> Bool {
        guard let count = head(3), count <= UInt64(span.byteCount &- offset) else { return false }
        let text = span.extracting(offset..<offset &+ Int(truncatingIfNeeded: count))
        offset &+= text.byteCount
        var bits: UInt64 = 0
        // Text is most often ASCII, which the hash sees on its way.
        return hasher.hash(text, as: name, bits: &bits) == hash
            && (bits & 0x8080_8080_8080_8080 == 0 || text.isUTF8)
    }
}

extension RecordCheck {
    /// Passes over an item and checks all of it: what ``CBORReader/skipCanonical(depth:)`` accepts.
    mutating func item(depth: Int) -> Bool {
        guard depth < CBORReader.maximumDepth, offset < span.byteCount else { return false }
        let first = span.byte(at: offset)
        switch first >> 5 {
        case 0: return head(0) != nil
        case 1: return head(1) != nil
        case 2: return byteString() != nil
        case 3: return text() != nil
        case 4:
            guard let count = head(4), count <= UInt64(span.byteCount - offset) else { return false }
            for _ in 0..<count where !item(depth: depth + 1) { return false }
            return true
        case 5: return map(depth: depth)
        case 6: return decimal()
        default:
            guard 0xf4...0xf6 ~= first else { return false }
            offset &+= 1
            return true
        }
    }

    /// Passes over a map; most have small numbers as keys.
    private mutating func map(depth: Int) -> Bool {
        let start = offset
        guard let count = head(5), count <= UInt64(span.byteCount - offset) else { return false }
        var last = -1
        for _ in 0..<count {
            guard offset < span.byteCount else { return false }
            let key = Int(span.byte(at: offset))
            guard key < 24 else { return other(from: start, depth: depth) }
            guard key > last else { return false }
            last = key
            offset &+= 1
            guard item(depth: depth + 1) else { return false }
        }
        return true
    }

    /// Passes over a map with other keys.
    private mutating func other(from start: Int, depth: Int) -> Bool {
        var reader = CBORReader(span)
        reader.move(to: start)
        guard (try? reader.skipCanonical(depth: depth)) != nil else { return false }
        offset = reader.offset
        return true
    }

    private mutating func decimal() -> Bool {
        guard take(0xc4), take(0x82), offset < span.byteCount else { return false }
        let exponent = span.byte(at: offset)
        // 0, or a negative number down to -18.
        guard exponent == 0 || 0x20...0x31 ~= exponent else { return false }
        offset &+= 1
        return integer() != nil
    }
}
