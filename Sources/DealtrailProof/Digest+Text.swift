extension Digest: CustomStringConvertible {
    /// The digest as 64 lower-case hexadecimal digits.
    ///
    /// - Complexity: O(1).
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * Digest.byteCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The same as ``hex``.
    public var description: String { hex }

    /// The digest in padded standard base64, as checkpoints and proof files write it (RFC 4648 section 4).
    ///
    /// - Complexity: O(1).
    public var base64: String { Base64.encode(bytes) }

    /// Reads a digest from 64 hexadecimal digits, of either case.
    ///
    /// - Parameter hex: The digits, with nothing before, between or after them.
    /// - Returns: `nil` unless the text is exactly 64 hexadecimal digits.
    /// - Complexity: O(1).
    public init?(hex: String) {
        let digits = Array(hex.utf8.prefix(2 * Digest.byteCount + 1))
        guard digits.count == 2 * Digest.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Digest.byteCount)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Digest.value(ofHexDigit: digits[index]),
                let low = Digest.value(ofHexDigit: digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }

    /// Reads a digest from padded standard base64 (RFC 4648 section 4).
    ///
    /// Exactly one text is accepted for each digest: padding is required, and the unused bits of the last digit must
    /// be zero. So a proof file cannot be altered without altering what it says.
    ///
    /// - Parameter base64: The text, 44 characters long.
    /// - Returns: `nil` when the text is not base64, or stands for more or fewer than 32 bytes.
    /// - Complexity: O(*n*) in the length of the text.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
