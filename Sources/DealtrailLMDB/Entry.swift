/// A record under a cursor: its key and its value, where they lie in the map.
///
/// Valid as long as the transaction, not only until the cursor moves. Neither part is aligned: read integers with
/// `RawSpan.littleEndian(at:as:)`.
@safe
public struct Entry: ~Escapable, Sendable {
    /// The bytes of the key, 1 to 511.
    public let key: RawSpan
    /// The bytes of the value; may be empty.
    public let value: RawSpan

    @usableFromInline
    @_lifetime(copy key, copy value)
    init(key: RawSpan, value: RawSpan) {
        self.key = key
        self.value = value
    }
}

extension Entry {
    /// The key as an integer of 8 big-endian bytes; `nil` when the key has another length.
    @inlinable
    public var keyAsUInt64: UInt64? {
        key.byteCount == 8 ? key.bigEndian(at: 0, as: UInt64.self) : nil
    }
}
