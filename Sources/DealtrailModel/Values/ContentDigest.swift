import struct Crypto.SHA256

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
        let digits = hex.utf8.compactMap { byte in Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init) }
        guard digits.count == 64, hex.utf8.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Hashes `content`.
    ///
    /// - Complexity: O(content).
    public init(of content: [UInt8]) {
        bytes = Array(SHA256.hash(data: content))
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
    public func encode(to encoder: any Encoder) throws {
        if let canonical = encoder as? CBOREncoderBox {
            canonical.write(byteString: bytes)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` unless it is 32 bytes.
    public init(from decoder: any Decoder) throws {
        let found: ContentDigest?
        if let canonical = decoder as? CBORDecoderBox {
            found = ContentDigest(bytes: try canonical.readByteString())
        } else {
            found = ContentDigest(hex: try decoder.singleValueContainer().decode(String.self))
        }
        guard let found else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a digest is 32 bytes (64 hexadecimal digits)"))
        }
        self = found
    }
}
