import struct Crypto.SHA256
import struct Crypto.SymmetricKey

/// The SHA-256 of some content: of a rule set, a quote's terms, a document.
public struct ContentDigest: Hashable, Comparable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; `nil` for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Takes 64 hexadecimal digits; `nil` for anything else.
    public init?(hex: some StringProtocol) {
        guard let bytes = [UInt8](hexDigits: hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// Hashes `content`.
    ///
    /// - Complexity: O(content).
    public init(of content: [UInt8]) {
        bytes = Array(SHA256.hash(data: content))
    }

    /// What a derived key of 32 bytes commits to.
    init(_ commitment: SymmetricKey) {
        bytes = unsafe commitment.withUnsafeBytes { unsafe Array($0) }
    }

    /// Bytewise order.
    public static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension ContentDigest: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String {
        bytes.hexDigits
    }

    /// The first 12 hexadecimal digits, for reports.
    public var short: String { String(description.prefix(12)) }
}

extension ContentDigest: Codable {
    /// A byte string in CBOR, hexadecimal text in JSON.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(bytes: bytes, orText: description) }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` unless it is 32 bytes.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decode(
            "a digest is 32 bytes (64 hexadecimal digits)", fromBytes: { Self(bytes: $0) }, fromText: { Self(hex: $0) })
    }
}
