extension OutputRawSpan {
    /// Appends an integer, least significant byte first.
    ///
    /// - Precondition: There is room for it; otherwise the process stops.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    package mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(littleEndian value: Value) {
        unsafe append(value.littleEndian, as: Value.self)
    }

    /// Appends an integer, most significant byte first; the order of keys.
    ///
    /// - Precondition: There is room for it; otherwise the process stops.
    @inlinable
    @inline(__always)
    @_lifetime(self: copy self)
    package mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(bigEndian value: Value) {
        unsafe append(value.bigEndian, as: Value.self)
    }

    /// Appends bytes.
    ///
    /// - Precondition: There is room for them; otherwise the process stops.
    /// - Complexity: O(n), one copy.
    @inlinable
    @_lifetime(self: copy self)
    package mutating func append(contentsOf bytes: RawSpan) {
        precondition(bytes.byteCount <= freeCapacity, "an output span has no room for what is appended")
        unsafe withUnsafeMutableBytes { buffer, count in
            unsafe bytes.withUnsafeBytes { source in
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: source)
                count += source.count
            }
        }
    }

    /// Appends zero bytes.
    ///
    /// - Precondition: There is room for them; otherwise the process stops.
    @inlinable
    @_lifetime(self: copy self)
    package mutating func appendZeros(_ byteCount: Int) {
        unsafe append(repeating: 0, count: byteCount, as: UInt8.self)
    }
}
