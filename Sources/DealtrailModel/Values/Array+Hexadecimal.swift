extension [UInt8] {
    /// Two lower-case hexadecimal digits a byte.
    var hexDigits: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// The bytes of pairs of hexadecimal digits, of either case; `nil` for anything else.
    init?(hexDigits text: some StringProtocol) {
        let digits = text.utf8.compactMap { byte in Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init) }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
