/// Values that are a byte string in CBOR and text everywhere else: identifiers, digests, keys.
extension Encoder {
    /// Writes the one or the other.
    func encode(bytes: [UInt8], orText text: String) throws {
        if let canonical = self as? CBOREncoderBox { return canonical.write(byteString: bytes) }
        var container = singleValueContainer()
        try container.encode(text)
    }
}

extension Decoder {
    /// Reads what `encode(bytes:orText:)` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` where `fromBytes` or `fromText` makes nothing of it.
    func decode<Value>(
        _ expected: String, fromBytes: ([UInt8]) -> Value?, fromText: (String) -> Value?
    ) throws -> Value {
        let found: Value?
        if let canonical = self as? CBORDecoderBox {
            found = fromBytes(try canonical.readByteString())
        } else {
            found = fromText(try singleValueContainer().decode(String.self))
        }
        guard let found else {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: expected))
        }
        return found
    }
}
