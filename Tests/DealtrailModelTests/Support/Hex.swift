extension [UInt8] {
    /// Reads hexadecimal digits; spaces are skipped, anything else ends the test.
    init(hex: String) {
        let digits = hex.utf8.compactMap { byte in Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init) }
        precondition(digits.count % 2 == 0)
        self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Lower-case hexadecimal digits.
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
