extension [UInt8] {
    /// Stores a little-endian integer, to change a record behind its back.
    mutating func store(_ value: some FixedWidthInteger, at offset: Int) {
        let bytes = unsafe Swift.withUnsafeBytes(of: value.littleEndian) { unsafe Array($0) }
        replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
}
