/// Deterministic CBOR into room of a known size: what ``CBORWriter`` writes, without looking after a growing buffer.
///
/// Every append traps beyond the capacity, so a capacity that was computed too small cannot go unnoticed.
extension OutputSpan<UInt8> {
    @inlinable @inline(__always)
    package mutating func writeHead(_ type: CBORType, _ argument: UInt64) {
        let major = type.rawValue << 5
        if argument < 24 {
            append(major | UInt8(truncatingIfNeeded: argument))
        } else if argument <= 0xff {
            append(major | 24)
            append(UInt8(truncatingIfNeeded: argument))
        } else if argument <= 0xffff {
            append(major | 25)
            appendBigEndian(UInt16(truncatingIfNeeded: argument))
        } else {
            writeLongHead(major, argument)
        }
    }

    @usableFromInline
    mutating func writeLongHead(_ major: UInt8, _ argument: UInt64) {
        if argument <= 0xffff_ffff {
            append(major | 26)
            appendBigEndian(UInt32(truncatingIfNeeded: argument))
        } else {
            append(major | 27)
            appendBigEndian(argument)
        }
    }

    mutating func writeKey(_ field: RecordedEvent.Field) {
        writeHead(.unsigned, field.rawValue)
    }

    @inlinable @inline(__always)
    package mutating func write(_ value: Int64) {
        if value >= 0 { writeHead(.unsigned, UInt64(value)) } else { writeHead(.negative, UInt64(bitPattern: ~value)) }
    }

    @inlinable
    package mutating func write(_ value: UInt64) {
        writeHead(.unsigned, value)
    }

    @inlinable
    package mutating func write(_ value: Bool) {
        append(value ? 0xf5 : 0xf4)
    }

    @inlinable
    package mutating func writeNull() {
        append(0xf6)
    }

    /// A decimal, as `CBORWriter` writes it: at most 21 bytes.
    package mutating func write(_ value: ScaledDecimal) {
        writeHead(.tag, 4)
        writeHead(.array, 2)
        write(Int64(-Int(value.scale)))
        write(value.mantissa)
    }

    /// An amount, as `CBORWriter` writes it: at most 28 bytes.
    package mutating func write(_ value: Money) {
        append(0xa2)
        append(1)
        write(value.amount)
        append(2)
        let letters = value.currency.bytes
        append(0x63)
        append(letters.0)
        append(letters.1)
        append(letters.2)
    }

    package mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            writeHead(.text, UInt64(utf8.count))
            unsafe append(copying: UnsafeRawBufferPointer(utf8))
        }
    }

    mutating func write(encoded item: [UInt8]) {
        unsafe item.withUnsafeBytes { unsafe append(copying: $0) }
    }

    mutating func write(_ text: String, for field: RecordedEvent.Field) {
        writeKey(field)
        write(text)
    }

    mutating func write(_ value: UInt64, for field: RecordedEvent.Field) {
        writeKey(field)
        writeHead(.unsigned, value)
    }

    mutating func write(_ id: EventID, for field: RecordedEvent.Field) {
        writeKey(field)
        writeHead(.bytes, 16)
        appendBigEndian(id.high)
        appendBigEndian(id.low)
    }

    mutating func write(byteString: [UInt8], for field: RecordedEvent.Field) {
        writeKey(field)
        writeHead(.bytes, UInt64(byteString.count))
        write(encoded: byteString)
    }

    @inlinable @inline(__always)
    mutating func appendBigEndian(_ value: some FixedWidthInteger & BitwiseCopyable) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe append(copying: $0) }
    }

    @inlinable @inline(__always)
    mutating func append(copying source: UnsafeRawBufferPointer) {
        precondition(source.count <= freeCapacity, "the capacity was computed too small")
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            guard let start = buffer.baseAddress, let from = source.baseAddress else { return }
            unsafe UnsafeMutableRawPointer(start + count).copyMemory(from: from, byteCount: source.count)
            count += source.count
        }
    }
}
