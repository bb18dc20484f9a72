/// Writes deterministic CBOR (RFC 8949 section 4.2.1) into a growing buffer.
///
/// Every head takes its shortest form. The caller writes map keys in ascending bytewise order, which for the small
/// integer keys of this format is ascending numeric order. Each call is O(bytes written).
public struct CBORWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8]

    /// Creates an empty writer with room for `capacity` bytes.
    public init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Writes several small items at once: the buffer is looked after once for all of them.
    ///
    /// - Parameters:
    ///   - count: The most bytes that `body` writes; it traps beyond.
    ///   - body: Writes with the same calls as a writer has.
    @inlinable @inline(__always)
    package mutating func write(upTo count: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { room in
            var output = unsafe OutputSpan(buffer: room, initializedCount: 0)
            body(&output)
            let written = unsafe output.finalize(for: room)
            unsafe append(UnsafeBufferPointer(rebasing: room[..<written]))
        }
    }

    @usableFromInline
    mutating func append(_ items: UnsafeBufferPointer<UInt8>) {
        unsafe bytes.append(contentsOf: items)
    }

    /// Writes an item head: a major type with its argument in the shortest form.
    public mutating func writeHead(_ type: CBORType, _ argument: UInt64) {
        let major = type.rawValue << 5
        if argument < 24 {
            bytes.append(major | UInt8(truncatingIfNeeded: argument))
        } else if argument <= 0xff {
            bytes.append(major | 24)
            bytes.append(UInt8(truncatingIfNeeded: argument))
        } else if argument <= 0xffff {
            bytes.append(major | 25)
            appendBigEndian(argument, byteCount: 2)
        } else if argument <= 0xffff_ffff {
            bytes.append(major | 26)
            appendBigEndian(argument, byteCount: 4)
        } else {
            bytes.append(major | 27)
            appendBigEndian(argument, byteCount: 8)
        }
    }

    /// Writes an integer.
    public mutating func write(_ value: Int64) {
        if value >= 0 {
            writeHead(.unsigned, UInt64(value))
        } else {
            writeHead(.negative, UInt64(bitPattern: ~value))
        }
    }

    /// Writes an unsigned integer.
    public mutating func write(_ value: UInt64) {
        writeHead(.unsigned, value)
    }

    /// Writes a map key of this format: a small unsigned integer.
    public mutating func writeKey(_ key: UInt64) {
        writeHead(.unsigned, key)
    }

    /// Writes a UTF-8 text string.
    public mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            writeHead(.text, UInt64(utf8.count))
            unsafe bytes.append(contentsOf: utf8)
        }
    }

    /// Writes a byte string.
    public mutating func write(byteString: some Collection<UInt8>) {
        writeHead(.bytes, UInt64(byteString.count))
        bytes.append(contentsOf: byteString)
    }

    /// Writes `true` or `false`.
    public mutating func write(_ value: Bool) {
        bytes.append(value ? 0xf5 : 0xf4)
    }

    /// Writes `null`.
    public mutating func writeNull() {
        bytes.append(0xf6)
    }

    /// Writes a decimal as tag 4: an array of exponent and mantissa (RFC 8949 section 3.4.4).
    public mutating func write(_ value: ScaledDecimal) {
        writeHead(.tag, 4)
        writeHead(.array, 2)
        write(Int64(-Int(value.scale)))
        write(value.mantissa)
    }

    /// Writes an amount: a map of amount (1) and currency (2).
    public mutating func write(_ value: Money) {
        writeHead(.map, 2)
        writeKey(1)
        write(value.amount)
        writeKey(2)
        let letters = value.currency.bytes
        bytes.append(contentsOf: [0x63, letters.0, letters.1, letters.2])
    }

    /// Appends an item that is already encoded.
    public mutating func write(encoded item: some Collection<UInt8>) {
        bytes.append(contentsOf: item)
    }

    /// Appends an item that is already encoded.
    package mutating func write(encoded item: RawSpan) {
        unsafe item.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Forgets what was written and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Inserts a head in front of what was written from `offset` on.
    mutating func insertHead(_ type: CBORType, _ argument: UInt64, at offset: Int) {
        if argument < 24 {
            bytes.insert(type.rawValue << 5 | UInt8(truncatingIfNeeded: argument), at: offset)
        } else {
            var head = CBORWriter(capacity: 9)
            head.writeHead(type, argument)
            bytes.insert(contentsOf: head.bytes, at: offset)
        }
    }

    /// Inserts an item that is already encoded in front of what was written from `offset` on.
    mutating func insert(_ item: [UInt8], at offset: Int) {
        bytes.insert(contentsOf: item, at: offset)
    }

    /// Replaces what was written from `offset` on.
    mutating func replace(from offset: Int, with item: [UInt8]) {
        bytes.replaceSubrange(offset..., with: item)
    }

    mutating func appendBigEndian(_ value: UInt64, byteCount: Int) {
        // One call for all bytes: each call of `append` makes sure of the buffer anew.
        let bigEndian = (value << UInt64(64 - 8 * byteCount)).bigEndian
        unsafe withUnsafeBytes(of: bigEndian) { unsafe bytes.append(contentsOf: $0.prefix(byteCount)) }
    }
}
