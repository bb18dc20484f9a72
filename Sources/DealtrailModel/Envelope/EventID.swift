/// The identifier of an event: 16 bytes, of our own events a UUID version 7 (RFC 9562 section 5.7).
public struct EventID: Hashable, Comparable, Sendable {
    /// The first eight bytes, as a big-endian integer.
    public let high: UInt64
    /// The last eight bytes, as a big-endian integer.
    public let low: UInt64

    /// Creates an identifier from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Creates a UUID version 7: milliseconds since 1970, a 12-bit counter and 62 random bits.
    public init(milliseconds: UInt64, counter: UInt16, random: UInt64) {
        high = milliseconds << 16 | 0x7000 | UInt64(counter & 0x0fff)
        low = 1 << 63 | random & (1 << 62 - 1)
    }

    /// Reads the usual text form, 8-4-4-4-12 hexadecimal digits; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
        let digits = groups.joined()
        guard digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let high = UInt64(digits.prefix(16), radix: 16), let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// Takes 16 bytes; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        self.init(high: high, low: low)
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - $0 % 8 * 8)) }
    }

    /// Bytewise order, which for version 7 is the order of creation to the millisecond.
    public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension EventID: CustomStringConvertible {
    /// The usual text form, in lower case.
    public var description: String {
        var text = [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
        for offset in [8, 13, 18, 23] { text.insert("-", at: text.index(text.startIndex, offsetBy: offset)) }
        return text
    }
}

extension EventID: Codable {
    /// A byte string in CBOR, text in JSON.
    public func encode(to encoder: any Encoder) throws { try encoder.encode(bytes: bytes, orText: description) }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` unless it is 16 bytes.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decode(
            "an event id is a UUID (16 bytes)", fromBytes: { Self(bytes: $0) }, fromText: { Self($0) })
    }
}
