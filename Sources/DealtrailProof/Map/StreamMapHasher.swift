import Crypto

/// The hashes of the map of stream heads (`docs/format.md`, "The map of stream heads").
///
/// The first byte differs from those of the log's tree, so that nothing of one passes for something of the other.
enum StreamMapHasher {
    /// A place without any stream below it.
    static let empty = digest(of: SHA256.hash(data: [UInt8(4)]))

    /// The place of a stream: `SHA-256(name)`.
    static func key(_ stream: String) -> Digest {
        digest(of: SHA256.hash(data: Array(stream.utf8)))
    }

    /// A stream: `SHA-256(0x02 ‖ key ‖ next revision ‖ leaf hash of the last event)`.
    static func leaf(_ key: Digest, _ head: StreamHead) -> Digest {
        digest(of: SHA256.hash(data: [2] + key.bytes + head.nextRevision.bigEndianBytes + head.leaf.bytes))
    }

    /// A fork: `SHA-256(0x03 ‖ left ‖ right)`.
    static func node(_ left: Digest, _ right: Digest) -> Digest {
        digest(of: SHA256.hash(data: [3] + left.bytes + right.bytes))
    }

    private static func digest(of hash: SHA256.Digest) -> Digest {
        unsafe hash.withUnsafeBytes { unsafe $0.loadUnaligned(as: Digest.self) }
    }
}

extension Digest {
    /// The bit at a depth, the first bit of the first byte being depth 0.
    func bit(_ depth: Int) -> Bool {
        let byte = unsafe span.unsafeLoadUnaligned(fromUncheckedByteOffset: depth >> 3 & 31, as: UInt8.self)
        return byte >> UInt8(7 - depth & 7) & 1 == 1
    }
}
