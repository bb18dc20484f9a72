import Foundation

extension CBORValue {
    /// The value as JSON: numbers as keys become text, bytes hexadecimal text, decimals text.
    ///
    /// - Throws: `EncodingError`; not for any value that was read from canonical bytes.
    public func json() throws -> String {
        try JSONText.encode(self)
    }

    /// Reads JSON; a number with a fraction becomes a decimal.
    ///
    /// - Throws: `DecodingError` for text that is not JSON or a number that does not fit.
    public init(json: String) throws {
        self = try JSONDecoder().decode(CBORValue.self, from: Data(json.utf8))
    }
}

extension CBORValue: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Writes the value to any encoder; to ours in its canonical form.
    public func encode(to encoder: any Encoder) throws {
        if let canonical = encoder as? CBOREncoderBox {
            canonical.write(encoded: self.canonical)
            return
        }
        if case .map(let pairs) = self {
            var container = encoder.container(keyedBy: Key.self)
            for (key, value) in pairs { try container.encode(value, forKey: Key(stringValue: key.description)) }
            return
        }
        if case .array(let items) = self {
            var container = encoder.unkeyedContainer()
            for item in items { try container.encode(item) }
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .unsigned(let value): try container.encode(value)
        case .negative(let value):
            if value <= UInt64(Int64.max) {
                try container.encode(-1 - Int64(value))
            } else {
                try container.encode("-\(value)-1")
            }
        case .bytes(let bytes):
            try container.encode(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        case .text(let text): try container.encode(text)
        case .bool(let value): try container.encode(value)
        case .decimal(let value): try container.encode(value)
        case .null, .map, .array: try container.encodeNil()
        }
    }

    /// Reads a value from any decoder; from ours in its canonical form.
    public init(from decoder: any Decoder) throws {
        if let canonical = decoder as? CBORDecoderBox {
            self = try canonical.readValue()
            return
        }
        if let container = try? decoder.container(keyedBy: Key.self) {
            var pairs: [CBORKey: CBORValue] = [:]
            for key in container.allKeys {
                pairs[.text(key.stringValue)] = try container.decode(CBORValue.self, forKey: key)
            }
            self = .map(pairs)
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var items: [CBORValue] = []
            while !container.isAtEnd { items.append(try container.decode(CBORValue.self)) }
            self = .array(items)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(UInt64.self) {
            self = .unsigned(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .negative(UInt64(bitPattern: ~value))
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = ScaledDecimal("\(try container.decode(Decimal.self))") {
            self = .decimal(number)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a number needs more than 18 decimals or 64 bits; write it as text")
        }
    }
}
