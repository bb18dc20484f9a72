import Crypto

/// The hashes of an RFC 6962 tree: one rule for leaves, another for inner nodes (RFC 9162 section 2.1.1).
///
/// The first byte tells leaves and nodes apart, so that nobody can pass a node off as an event.
public enum TreeHasher: Sendable {
    /// The root of the tree without leaves: `SHA-256("")` (RFC 9162 section 2.1.1).
    public static let emptyRoot = digest(of: SHA256())

    /// The hash of one event: `SHA-256(0x00 ‖ event)` (RFC 9162 section 2.1.1).
    ///
    /// - Parameter event: The canonical bytes of the event.
    /// - Returns: The leaf hash.
    /// - Complexity: O(*n*) in the number of bytes.
    public static func leaf(_ event: RawSpan) -> Digest {
        unsafe event.withUnsafeBytes { bytes in
            unsafe bytes.count < stackByteCount ? smallLeaf(bytes) : largeLeaf(bytes)
        }
    }

    /// The hash of one event held in an array: `SHA-256(0x00 ‖ event)` (RFC 9162 section 2.1.1).
    ///
    /// - Parameter event: The canonical bytes of the event.
    /// - Returns: The leaf hash.
    /// - Complexity: O(*n*) in the number of bytes.
    public static func leaf(_ event: [UInt8]) -> Digest {
        leaf(unsafe event.span.bytes)
    }

    /// The hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)` (RFC 9162 section 2.1.1).
    ///
    /// - Parameters:
    ///   - left: The root of the left subtree.
    ///   - right: The root of the right subtree.
    /// - Returns: The root of the subtree that holds both.
    /// - Complexity: O(1); two blocks of SHA-256.
    public static func node(_ left: Digest, _ right: Digest) -> Digest {
        var hasher = SHA256()
        unsafe withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 1) { input in
            unsafe input[0] = 1
            unsafe input.storeBytes(of: left, toByteOffset: 1, as: Digest.self)
            unsafe input.storeBytes(of: right, toByteOffset: 1 + Digest.byteCount, as: Digest.self)
            unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(input))
        }
        return digest(of: hasher)
    }

    /// The largest input that is put together on the stack; Swift takes bigger temporary buffers from the heap.
    private static let stackByteCount = 1024

    /// Hashes a copy with the prefix before it: a second call of `update` costs 35 ns, the copy of 256 bytes 5 ns.
    private static func smallLeaf(_ event: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        unsafe withUnsafeTemporaryAllocation(byteCount: 1 + event.count, alignment: 1) { input in
            unsafe input[0] = 0
            unsafe UnsafeMutableRawBufferPointer(rebasing: input[1...]).copyMemory(from: event)
            unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(input))
        }
        return digest(of: hasher)
    }

    /// Hashes the prefix and then the event where it lies.
    private static func largeLeaf(_ event: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        unsafe withUnsafeBytes(of: UInt8(0)) { unsafe hasher.update(bufferPointer: $0) }
        unsafe hasher.update(bufferPointer: event)
        return digest(of: hasher)
    }

    private static func digest(of hasher: SHA256) -> Digest {
        unsafe hasher.finalize().withUnsafeBytes { bytes in
            unsafe bytes.loadUnaligned(as: Digest.self)
        }
    }
}
