import Crypto

/// The public key of an author: 32 bytes of Ed25519.
public struct AuthorPublicKey: Hashable, Comparable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; `nil` for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Takes 64 hexadecimal digits; `nil` for anything else.
    public init?(hex: some StringProtocol) {
        guard let digest = ContentDigest(hex: hex) else { return nil }
        bytes = digest.bytes
    }

    /// Whether this key has made a signature of 64 bytes over a message.
    ///
    /// - Complexity: O(message); one Ed25519 verification, some 50 microseconds.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// Bytewise order.
    public static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension AuthorPublicKey: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { bytes.hexDigits }

    /// The first 12 hexadecimal digits, for reports.
    public var short: String { String(description.prefix(12)) }
}

extension AuthorPublicKey: Codable {
    /// A byte string in CBOR, hexadecimal text in JSON.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(bytes: bytes, orText: description) }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` unless it is 32 bytes.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decode(
            "a key is 32 bytes (64 hexadecimal digits)", fromBytes: { Self(bytes: $0) }, fromText: { Self(hex: $0) })
    }
}
