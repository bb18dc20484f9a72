/// Decodes a `Codable` value from deterministic CBOR by the integer values of its coding keys.
///
/// Unknown keys are ignored, so that an older reader takes a newer event; everything else is strict.
public struct CBORDecoder: Sendable {
    /// Creates a decoder; it has no settings.
    public init() {}

    /// Decodes one value that fills `bytes`.
    ///
    /// - Throws: `CBORError` for bytes that are not deterministic CBOR, `DecodingError` for a missing field or a value
    ///   of another type.
    /// - Complexity: O(bytes).
    public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        let box = CBORDecoderBox(buffer: bytes, range: 0..<bytes.count)
        let value = try Value(from: box)
        // A type without fields looks at nothing.
        if !box.wasRead {
            _ = try box.read { (reader: inout CBORReader) throws(CBORError) in try reader.skipCanonical() }
        }
        return value
    }

    /// Decodes one value that fills `span`.
    public func decode<Value: Decodable>(_ type: Value.Type, from span: RawSpan) throws -> Value {
        try decode(type, from: span.array())
    }
}

/// The decoder that `Decodable` types meet.
final class CBORDecoderBox: Decoder {
    let buffer: [UInt8]
    let range: Range<Int>
    /// The item that this one lies in, and its key there; a path is put together only for an error.
    private let parent: CBORDecoderBox?
    private let key: (any CodingKey)?
    var codingPath: [any CodingKey] { (parent?.codingPath ?? []) + (key.map { [$0] } ?? []) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    /// Whether the item has been looked at.
    private(set) var wasRead = false

    init(buffer: [UInt8], range: Range<Int>, parent: CBORDecoderBox? = nil, key: (any CodingKey)? = nil) {
        self.buffer = buffer
        self.range = range
        self.parent = parent
        self.key = key
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(CBORKeyedDecoding<Key>(box: self, fields: try fields()))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        CBORUnkeyedDecoding(box: self, items: try items())
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        CBORSingleDecoding(box: self)
    }

    func readDecimal() throws -> ScaledDecimal {
        try read { (reader: inout CBORReader) throws(CBORError) in try reader.readDecimal() }
    }

    func readMoney() throws -> Money {
        try read { (reader: inout CBORReader) throws(CBORError) in try reader.readMoney() }
    }

    func readInteger() throws -> Int64 {
        try read { (reader: inout CBORReader) throws(CBORError) in try reader.readInteger() }
    }

    func readValue() throws -> CBORValue {
        wasRead = true
        return try CBORValue(canonical: Array(buffer[range]))
    }

    func readByteString() throws -> [UInt8] {
        try read { (reader: inout CBORReader) throws(CBORError) in try reader.readByteString().array() }
    }

    /// Reads the whole item with `body`, which must consume it.
    func read<Value>(_ body: (inout CBORReader) throws(CBORError) -> Value) throws(CBORError) -> Value {
        wasRead = true
        return try read(range, body)
    }

    /// Reads the whole item in a range of the buffer with `body`, which must consume it.
    @inline(__always)
    func read<Value>(
        _ range: Range<Int>, _ body: (inout CBORReader) throws(CBORError) -> Value
    ) throws(CBORError) -> Value {
        let bytes = buffer
        var reader = CBORReader(bytes.rawSpan.extracting(range))
        let value = try body(&reader)
        guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: range.lowerBound + reader.offset) }
        return value
    }

    func child(_ range: Range<Int>, _ key: (any CodingKey)?) -> CBORDecoderBox {
        CBORDecoderBox(buffer: buffer, range: range, parent: self, key: key)
    }

    /// The pairs of a map: key and range of the value.
    private func fields() throws(CBORError) -> [(key: UInt64, range: Range<Int>)] {
        let base = range.lowerBound
        return try read { (reader: inout CBORReader) throws(CBORError) in
            let count = try reader.readMapHead()
            var fields: [(key: UInt64, range: Range<Int>)] = []
            fields.reserveCapacity(count)
            for _ in 0..<count {
                let at = reader.offset
                let key = try reader.readUnsigned()
                if let last = fields.last, last.key >= key { throw CBORError(.keyOrder, at: base + at) }
                let start = reader.offset
                try reader.skip()
                fields.append((key, base + start..<base + reader.offset))
            }
            return fields
        }
    }

    private func items() throws(CBORError) -> [Range<Int>] {
        let base = range.lowerBound
        return try read { (reader: inout CBORReader) throws(CBORError) in
            let count = try reader.readArrayHead()
            var items: [Range<Int>] = []
            items.reserveCapacity(count)
            for _ in 0..<count {
                let start = reader.offset
                try reader.skip()
                items.append(base + start..<base + reader.offset)
            }
            return items
        }
    }
}
