/// Writes CSV (RFC 4180): for rejects, which a person corrects and imports again.
enum CSVText {
    /// One record without its line ending.
    static func line(_ fields: [String], delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            let needsQuotes = field.utf8.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }
            guard needsQuotes || (field.isEmpty && fields.count == 1) else {
                bytes.append(contentsOf: field.utf8)
                continue
            }
            bytes.append(0x22)
            for byte in field.utf8 {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        }
        return bytes
    }
}
