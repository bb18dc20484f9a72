/// The single place in this module that loads from raw bytes.
///
/// `RawSpan` checks the bounds of each load; what is unsafe about it is only the choice of type, and every type here
/// is a plain integer.
extension RawSpan {
    /// The byte at `offset`.
    ///
    /// - Precondition: `0 <= offset < byteCount`.
    @inlinable @inline(__always)
    package func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// A little-endian integer at `offset`, which needs no alignment.
    ///
    /// - Precondition: the integer lies within the span.
    @inlinable @inline(__always)
    package func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Value.Type = Value.self
    ) -> Value {
        unsafe Value(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }

    /// The byte at `offset`, without a look at the bounds.
    ///
    /// - Precondition: `0 <= offset < byteCount`; a caller says how it knows.
    @unsafe @inline(__always)
    func byte(atUnchecked offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// Eight bytes at `offset` as a little-endian integer, without a look at the bounds.
    ///
    /// - Precondition: `0 <= offset` and `offset + 8 <= byteCount`; a caller says how it knows.
    @unsafe @inlinable @inline(__always)
    func word(atUnchecked offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// A copy of the bytes.
    ///
    /// - Complexity: O(byteCount).
    package func array() -> [UInt8] {
        unsafe withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// The bytes as text, or `nil` when they are not UTF-8.
    ///
    /// - Complexity: O(byteCount).
    package func text() -> String? {
        guard let utf8 = try? UTF8Span(validating: Span<UInt8>(_bytes: self)) else { return nil }
        return String(copying: utf8)
    }

    /// Whether the bytes are UTF-8.
    ///
    /// - Complexity: O(byteCount), eight ASCII bytes at a time.
    var isUTF8: Bool {
        var offset = 0
        while offset + 8 <= byteCount, integer(at: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
            offset += 8
        }
        while offset < byteCount, byte(at: offset) < 0x80 { offset += 1 }
        return offset == byteCount || extracting(offset..<byteCount).text() != nil
    }

    /// Whether the bytes equal `other`.
    ///
    /// - Complexity: O(byteCount).
    @inlinable
    package func elementsEqual(_ other: RawSpan) -> Bool {
        let count = byteCount
        guard count == other.byteCount else { return false }
        var offset = 0
        if count >= 8 {
            // The last eight bytes, of which some may have been compared already: how many are left is hard to foretell.
            let last = (integer(at: count &- 8, as: UInt64.self), other.integer(at: count &- 8, as: UInt64.self))
            guard last.0 == last.1 else { return false }
            while offset &+ 8 < count {
                let next = (integer(at: offset, as: UInt64.self), other.integer(at: offset, as: UInt64.self))
                guard next.0 == next.1 else { return false }
                offset &+= 8
            }
            return true
        }
        while offset < count {
            guard byte(at: offset) == other.byte(at: offset) else { return false }
            offset += 1
        }
        return true
    }
    /// Whether the bytes come before `other`, bytewise; a part comes before the whole.
    ///
    /// - Complexity: O(byteCount), eight bytes at a time.
    package func precedes(_ other: RawSpan) -> Bool {
        let shared = min(byteCount, other.byteCount)
        var offset = 0
        while offset + 8 <= shared {
            let left: UInt64 = integer(at: offset)
            let right: UInt64 = other.integer(at: offset)
            if left != right { return left.byteSwapped < right.byteSwapped }
            offset += 8
        }
        while offset < shared {
            let (left, right) = (byte(at: offset), other.byte(at: offset))
            if left != right { return left < right }
            offset += 1
        }
        return byteCount < other.byteCount
    }

    /// Whether one of the bytes is below 0x20 or is 0x7f.
    ///
    /// - Complexity: O(byteCount), eight bytes at a time.
    var hasControlCharacter: Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var offset = 0
        while offset + 8 <= byteCount {
            let word: UInt64 = integer(at: offset)
            let deletes = word ^ ones &* 0x7f
            // The highest bit of a byte of `x - n & ~x` is set where it is below n; the first such byte is never wrong.
            let below = (word &- ones &* 0x20) & ~word | (deletes &- ones) & ~deletes
            if below & highBits != 0 { return true }
            offset += 8
        }
        while offset < byteCount {
            let byte = byte(at: offset)
            if byte < 0x20 || byte == 0x7f { return true }
            offset += 1
        }
        return false
    }
}
