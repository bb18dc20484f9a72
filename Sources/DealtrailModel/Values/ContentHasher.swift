internal import struct Crypto.SHA256

/// Computes the SHA-256 of content that comes in pieces, such as a file too large for memory.
public struct ContentHasher: Sendable {
    private var state = SHA256()

    /// Starts with no content.
    public init() {}

    /// Adds a piece.
    ///
    /// - Complexity: O(bytes).
    public mutating func update(_ bytes: some Collection<UInt8>) {
        state.update(data: Array(bytes))
    }

    /// The digest of everything so far; more may be added.
    public var digest: ContentDigest {
        // A SHA-256 has 32 bytes, so the digest of the empty content never shows.
        ContentDigest(bytes: Array(state.finalize())) ?? ContentDigest(of: [])
    }
}
