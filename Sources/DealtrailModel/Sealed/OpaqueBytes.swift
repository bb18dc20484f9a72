/// Bytes that say nothing to anybody: a byte string in CBOR, hexadecimal text in JSON.
struct OpaqueBytes: Codable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    func encode(to encoder: any Encoder) throws { try encoder.encode(bytes: bytes, orText: bytes.hexDigits) }

    init(from decoder: any Decoder) throws {
        bytes = try decoder.decode(
            "an even count of hexadecimal digits", fromBytes: { $0 }, fromText: { [UInt8](hexDigits: $0) })
    }
}
