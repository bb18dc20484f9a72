extension ScaledDecimal: Codable {
    /// In CBOR a tag 4, in JSON a string: a JSON number would pass through binary floating point in most readers.
    public func encode(to encoder: any Encoder) throws {
        if let canonical = encoder as? CBOREncoderBox {
            canonical.write(self)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` writes.
    ///
    /// - Throws: `DecodingError.dataCorrupted` for text that is not a decimal; `CBORError` from canonical bytes.
    public init(from decoder: any Decoder) throws {
        if let canonical = decoder as? CBORDecoderBox {
            self = try canonical.readDecimal()
            return
        }
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let number = ScaledDecimal(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "\"\(text)\" is not a decimal; write digits with at most 18 decimals, such as \"92.50\"")
        }
        self = number
    }
}
