/// Reads deterministic CBOR from borrowed bytes without copying.
///
/// The reader never looks past its span; every defect is a typed error with its offset. Each read is O(1) apart from
/// ``skip()``, which is O(bytes skipped), and the reads that copy text or bytes.
public struct CBORReader: ~Escapable, Sendable {
    /// The bytes that are read.
    public let span: RawSpan
    /// The offset of the next item.
    public private(set) var offset: Int

    /// Reads from the start of `span`.
    @_lifetime(copy span)
    public init(_ span: RawSpan) {
        self.span = span
        offset = 0
    }

    /// Whether every byte has been read.
    @inlinable
    public var isAtEnd: Bool { offset == span.byteCount }

    /// The type of the next item, without reading it.
    ///
    /// - Throws: `CBORError` (`truncated`) at the end.
    public func peekType() throws(CBORError) -> CBORType {
        guard offset < span.byteCount else { throw CBORError(.truncated, at: offset) }
        return CBORType(firstByte: span.byte(at: offset))
    }

    /// Reads an item head.
    ///
    /// - Throws: `CBORError`: `truncated`, `notShortest` for a longer form than needed or an indefinite length,
    ///   `unsupported` for reserved and floating-point heads.
    @inline(__always)
    public mutating func readHead() throws(CBORError) -> (type: CBORType, argument: UInt64) {
        let start = offset
        guard start < span.byteCount else { throw CBORError(.truncated, at: start) }
        let first = span.byte(at: start)
        let low = first & 0x1f
        let type = CBORType(firstByte: first)
        guard low < 24 else { return (type, try readArgument(of: type, low)) }
        offset = start + 1
        return (type, UInt64(low))
    }

    /// Reads the head at ``offset`` whose argument lies behind its first byte.
    private mutating func readArgument(of type: CBORType, _ low: UInt8) throws(CBORError) -> UInt64 {
        let start = offset
        guard type != .simple else {
            throw CBORError(.unsupported, at: start, "floating point and reserved simple values are not stored")
        }
        let width: Int
        let floor: UInt64
        switch low {
        case 24: (width, floor) = (1, 24)
        case 25: (width, floor) = (2, 0x100)
        case 26: (width, floor) = (4, 0x1_0000)
        case 27: (width, floor) = (8, 0x1_0000_0000)
        case 31: throw CBORError(.notShortest, at: start, "indefinite length")
        default: throw CBORError(.unsupported, at: start, "reserved additional information \(low)")
        }
        guard start + 1 + width <= span.byteCount else { throw CBORError(.truncated, at: start) }
        var value: UInt64 = 0
        if start + 9 <= span.byteCount {
            value = span.integer(at: start + 1, as: UInt64.self).byteSwapped >> UInt64(64 - 8 * width)
        } else {
            for index in 0..<width { value = value << 8 | UInt64(span.byte(at: start + 1 + index)) }
        }
        guard value >= floor else { throw CBORError(.notShortest, at: start) }
        offset = start + 1 + width
        return value
    }

    /// Reads the head of an item of a known type.
    ///
    /// - Throws: `CBORError`: as ``readHead()``, and `unexpectedType`.
    @inline(__always)
    public mutating func readHead(of expected: CBORType) throws(CBORError) -> UInt64 {
        // Most heads are one byte.
        if offset < span.byteCount {
            let first = span.byte(at: offset)
            if first >> 5 == expected.rawValue, first & 0x1f < 24 {
                offset &+= 1
                return UInt64(first & 0x1f)
            }
        }
        return try readLongHead(of: expected)
    }

    private mutating func readLongHead(of expected: CBORType) throws(CBORError) -> UInt64 {
        let start = offset
        let head = try readHead()
        guard head.type == expected else {
            throw CBORError(.unexpectedType, at: start, "expected \(expected), found \(head.type)")
        }
        return head.argument
    }

    /// Reads an unsigned integer.
    public mutating func readUnsigned() throws(CBORError) -> UInt64 {
        try readHead(of: .unsigned)
    }

    /// Reads an unsigned integer that most often is below 24: a key.
    @inline(__always)
    mutating func readSmallUnsigned() throws(CBORError) -> UInt64 {
        if offset < span.byteCount {
            let first = span.byte(at: offset)
            if first < 24 {
                offset &+= 1
                return UInt64(first)
            }
        }
        return try readUnsigned()
    }

    /// Reads an integer that fits 64 bits, signed.
    public mutating func readInteger() throws(CBORError) -> Int64 {
        let start = offset
        let head = try readHead()
        guard head.argument <= UInt64(Int64.max) else {
            throw CBORError(.outOfRange, at: start, "the integer does not fit 64 bits, signed")
        }
        switch head.type {
        case .unsigned: return Int64(head.argument)
        case .negative: return -1 - Int64(head.argument)
        default: throw CBORError(.unexpectedType, at: start, "expected an integer, found \(head.type)")
        }
    }

    /// Reads an integer that fits `type`; `base` is where the item lies in its buffer, for the error.
    mutating func readInteger<Value: FixedWidthInteger>(as type: Value.Type, at base: Int) throws(CBORError) -> Value {
        let head = try readHead()
        let value: Value?
        switch head.type {
        case .unsigned: value = Value(exactly: head.argument)
        // -1 - n is the complement of n.
        case .negative: value = Int64(exactly: head.argument).flatMap { Value(exactly: ~$0) }
        default: throw CBORError(.unexpectedType, at: base, "expected an integer, found \(head.type)")
        }
        guard let value else { throw CBORError(.outOfRange, at: base, "the integer does not fit \(type)") }
        return value
    }

    /// Reads a text string and borrows its UTF-8 bytes, unchecked.
    @_lifetime(copy self)
    public mutating func readTextBytes() throws(CBORError) -> RawSpan {
        try readBody(of: .text)
    }

    /// Reads a byte string and borrows it.
    @_lifetime(copy self)
    public mutating func readByteString() throws(CBORError) -> RawSpan {
        try readBody(of: .bytes)
    }

    /// Reads and copies a text string.
    ///
    /// - Throws: `CBORError`: `invalidText` when it is not UTF-8.
    public mutating func readText() throws(CBORError) -> String {
        let start = offset
        let body = try readTextBytes()
        guard let text = body.text() else { throw CBORError(.invalidText, at: start) }
        return text
    }

    /// Reads an array head and returns the count of its items.
    public mutating func readArrayHead() throws(CBORError) -> Int {
        try readCount(of: .array)
    }

    /// Reads a map head and returns the count of its pairs.
    public mutating func readMapHead() throws(CBORError) -> Int {
        try readCount(of: .map)
    }

    /// Reads `true` or `false`.
    public mutating func readBool() throws(CBORError) -> Bool {
        let start = offset
        let value = try readHead(of: .simple)
        guard value == 20 || value == 21 else { throw CBORError(.unexpectedType, at: start, "expected a boolean") }
        return value == 21
    }

    /// Reads a `null` when it is next, and says whether it was.
    public mutating func readNull() -> Bool {
        guard offset < span.byteCount, span.byte(at: offset) == 0xf6 else { return false }
        offset += 1
        return true
    }

    /// Reads a decimal (tag 4).
    ///
    /// - Throws: `CBORError`: `outOfRange` for an exponent above 0 or below -18, or a mantissa beyond 64 bits.
    public mutating func readDecimal() throws(CBORError) -> ScaledDecimal {
        let start = offset
        guard try readHead(of: .tag) == 4, try readArrayHead() == 2 else {
            throw CBORError(.unexpectedType, at: start, "expected a decimal (tag 4)")
        }
        let exponent = try readInteger()
        let mantissa = try readInteger()
        guard exponent <= 0, exponent >= -Int64(ScaledDecimal.maximumScale) else {
            throw CBORError(.outOfRange, at: start, "a decimal exponent lies between -18 and 0")
        }
        return ScaledDecimal(mantissa: mantissa, scale: UInt8(-exponent))
    }

    /// Skips one item, whatever it holds.
    ///
    /// - Complexity: O(bytes skipped); text and bytes are skipped without being read.
    public mutating func skip() throws(CBORError) {
        var pending = 1
        while pending > 0 {
            pending -= 1
            let start = offset
            // Most items are small integers and short texts, which one byte describes.
            if start < span.byteCount {
                let first = span.byte(at: start)
                if first < 0x18 || first & 0xe0 == 0x20 && first < 0x38 {
                    offset = start + 1
                    continue
                }
                if first & 0xc0 == 0x40, first & 0x1f < 24 {
                    let end = start + 1 + Int(first & 0x1f)
                    guard end <= span.byteCount else { throw CBORError(.truncated, at: start) }
                    offset = end
                    continue
                }
            }
            let head = try readHead()
            switch head.type {
            case .unsigned, .negative: break
            case .bytes, .text:
                guard head.argument <= UInt64(span.byteCount - offset) else { throw CBORError(.truncated, at: start) }
                offset += Int(head.argument)
            case .array, .map:
                guard head.argument <= UInt64(span.byteCount - offset) else { throw CBORError(.truncated, at: start) }
                pending += Int(head.argument) * (head.type == .map ? 2 : 1)
            case .tag: pending += 1
            case .simple:
                guard (20...22).contains(head.argument) else { throw CBORError(.unsupported, at: start) }
            }
        }
    }

    /// Skips one item and borrows its bytes.
    @_lifetime(copy self)
    public mutating func readItem() throws(CBORError) -> RawSpan {
        let start = offset
        try skip()
        return span.extracting(start..<offset)
    }

    /// Reads a map key, which must be greater than the one before it.
    ///
    /// - Throws: `CBORError`: `keyOrder`; `unexpectedType` for a key that is not a number.
    mutating func readKey(after last: inout UInt64?) throws(CBORError) -> UInt64 {
        let start = offset
        let key = try readUnsigned()
        if let last, last >= key { throw CBORError(.keyOrder, at: start) }
        last = key
        return key
    }

    /// Moves to an offset that an earlier read returned.
    ///
    /// - Precondition: `0 <= offset <= span.byteCount`.
    @_lifetime(self: copy self)
    mutating func move(to offset: Int) {
        precondition(offset >= 0 && offset <= span.byteCount)
        self.offset = offset
    }

    @_lifetime(copy self)
    private mutating func readBody(of type: CBORType) throws(CBORError) -> RawSpan {
        let start = offset
        // Most are short, which one byte says.
        if start < span.byteCount {
            let first = span.byte(at: start)
            let end = start &+ 1 &+ Int(first & 0x1f)
            if first >> 5 == type.rawValue, first & 0x1f < 24, end <= span.byteCount {
                offset = end
                return span.extracting(start &+ 1..<end)
            }
        }
        let length = try readHead(of: type)
        guard length <= UInt64(span.byteCount - offset) else { throw CBORError(.truncated, at: start) }
        let body = span.extracting(offset..<offset + Int(length))
        offset += Int(length)
        return body
    }

    private mutating func readCount(of type: CBORType) throws(CBORError) -> Int {
        let start = offset
        let count = try readHead(of: type)
        // Each item takes at least one byte, so a larger count cannot be honest; this bounds what a caller reserves.
        guard count <= UInt64(span.byteCount - offset) else { throw CBORError(.truncated, at: start) }
        return Int(count)
    }
}
