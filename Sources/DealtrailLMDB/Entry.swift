internal import DealtrailCMemory

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

extension Entry {
    /// Whether the keys of two records lie in one block of 4,096 bytes of the map, and so in one page of the tree.
    ///
    /// Pages may be larger, so records of one page can be told to be of two; never the other way round.
    ///
    /// - Complexity: O(1).
    package func isOnPage(of other: borrowing Entry) -> Bool {
        Self.block(key) == Self.block(other.key)
    }

    /// The bytes of a block; a page has one or more.
    static let blockByteCount = 4_096

    /// The block of the key.
    var block: RawSpan {
        @_lifetime(copy self) get {
            // The key lies in it, and a page is a block or some, so all of it is in the map.
            guard let start = unsafe UnsafeRawPointer(bitPattern: Self.block(key) << 12) else { return key }
            let bytes = unsafe RawSpan(_unsafeStart: start, byteCount: Self.blockByteCount)
            return unsafe _overrideLifetime(bytes, copying: self)
        }
    }

    /// Asks for what lies one block behind the value, without waiting for it: where records were written in their order,
    /// that most often is read soon.
    ///
    /// A processor may pass over what is in a page that it has not met yet.
    ///
    /// - Complexity: O(value), an instruction for each 64 bytes of at most a block.
    package func prefetchBlockBehind() {
        unsafe value.withUnsafeBytes { bytes in
            let start = UInt(bitPattern: bytes.baseAddress) &+ UInt(Self.blockByteCount)
            dealtrail_prefetch(start, UInt(min(bytes.count, Self.blockByteCount)))
        }
    }

    private static func block(_ key: RawSpan) -> UInt {
        unsafe key.withUnsafeBytes { bytes in UInt(bitPattern: bytes.baseAddress) >> 12 }
    }
}
