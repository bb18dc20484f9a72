extension RawSpan {
    /// The little-endian integer at an offset in bytes, aligned or not.
    ///
    /// - Precondition: The integer lies within the span; otherwise the process stops. Check input from outside first.
    /// - Complexity: O(1), one load.
    @inlinable
    @inline(__always)
    package func littleEndian<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Value.Type) -> Value
    {
        // lmdb.h promises no alignment of mv_data beyond 2 bytes, hence unaligned; the load checks the bounds.
        Value(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    /// The big-endian integer at an offset in bytes, aligned or not; the order of keys.
    ///
    /// - Precondition: The integer lies within the span; otherwise the process stops. Check input from outside first.
    /// - Complexity: O(1), one load.
    @inlinable
    @inline(__always)
    package func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Value.Type) -> Value {
        Value(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    /// The byte at an offset.
    ///
    /// - Precondition: The offset lies within the span; otherwise the process stops.
    @inlinable
    @inline(__always)
    package func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// A copy of the bytes.
    ///
    /// - Complexity: O(n), one allocation.
    @inlinable
    package func copy() -> [UInt8] {
        unsafe withUnsafeBytes { bytes in unsafe Array(bytes) }
    }

    /// Whether two spans hold the same bytes.
    ///
    /// - Complexity: O(n).
    @inlinable
    package func hasSameBytes(as other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        return unsafe withUnsafeBytes { mine in
            unsafe other.withUnsafeBytes { theirs in unsafe mine.elementsEqual(theirs) }
        }
    }
}
