/// A SHA-256 value: the hash of a leaf, of an inner node, or of a whole tree (RFC 9162 section 2.1.1).
///
/// A digest is 32 bytes by construction. Anything of another length is refused when it is read, so no later step has
/// to think about hashes that are too short or too long.
public struct Digest: Sendable {
    /// The number of bytes in every digest.
    public static let byteCount = 32

    /// The bytes in memory order, whatever the byte order of the machine.
    private let words: [4 of UInt64]

    /// Reads a digest from bytes held in memory.
    ///
    /// - Parameter span: The bytes. They are copied.
    /// - Returns: `nil` unless there are exactly 32 bytes.
    /// - Complexity: O(1).
    public init?(_ span: RawSpan) {
        guard span.byteCount == Digest.byteCount else { return nil }
        words = [
            unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt64.self),
            unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: 8, as: UInt64.self),
            unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: 16, as: UInt64.self),
            unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: 24, as: UInt64.self),
        ]
    }

    /// Reads a digest from a collection of bytes.
    ///
    /// - Parameter bytes: The bytes. They are copied.
    /// - Returns: `nil` unless there are exactly 32 bytes.
    /// - Complexity: O(1) for an array; O(*n*) for a collection that has to count its elements.
    public init?(_ bytes: some Collection<UInt8>) {
        let copy = Array(bytes.prefix(Digest.byteCount + 1))
        self.init(unsafe copy.span.bytes)
    }

    /// The bytes of this digest, without a copy.
    ///
    /// - Complexity: O(1).
    public var span: RawSpan {
        @_lifetime(borrow self) get {
            unsafe words.span.bytes
        }
    }

    /// The bytes of this digest, as an array of 32.
    ///
    /// - Complexity: O(1); allocates the array. ``withBytes(_:)`` and ``span`` do not.
    public var bytes: [UInt8] {
        withBytes { span in
            unsafe span.withUnsafeBytes { unsafe Array($0) }
        }
    }

    /// Calls a closure with the bytes of this digest.
    ///
    /// - Parameter body: What to do with the 32 bytes, which are valid during the call only.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    /// - Complexity: O(1), without an allocation.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(span)
    }
}

extension Digest: Hashable {
    /// Whether two digests hold the same 32 bytes.
    ///
    /// Digests are public values, so this comparison does not try to take constant time.
    ///
    /// - Complexity: O(1).
    public static func == (left: Digest, right: Digest) -> Bool {
        left.words[0] == right.words[0] && left.words[1] == right.words[1]
            && left.words[2] == right.words[2] && left.words[3] == right.words[3]
    }

    /// Feeds the 32 bytes to a hasher.
    ///
    /// - Parameter hasher: The hasher to feed.
    /// - Complexity: O(1).
    public func hash(into hasher: inout Hasher) {
        for index in words.indices { hasher.combine(words[index]) }
    }
}

extension Digest: Comparable {
    /// Whether the bytes of one digest come before those of another, first byte first.
    ///
    /// - Complexity: O(1).
    public static func < (left: Digest, right: Digest) -> Bool {
        for index in left.words.indices where left.words[index] != right.words[index] {
            return left.words[index].bigEndian < right.words[index].bigEndian
        }
        return false
    }
}
