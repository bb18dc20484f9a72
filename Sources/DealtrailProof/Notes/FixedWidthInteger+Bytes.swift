extension FixedWidthInteger where Self: UnsignedInteger {
    /// The number whose big-endian bytes these are; bytes beyond its width are lost from the front.
    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | Self($1) }
    }

    /// The bytes, the most significant first.
    var bigEndianBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
    }
}

extension UInt64 {
    /// Reads a decimal number in its only spelling: digits alone, and no zero in front of others.
    init?(plainDecimal text: String) {
        let digits = text.utf8
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            first != 0x30 || digits.count == 1, let value = UInt64(text)
        else { return nil }
        self = value
    }
}
