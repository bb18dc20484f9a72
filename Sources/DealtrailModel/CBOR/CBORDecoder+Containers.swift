struct CBORKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let box: CBORDecoderBox
    let fields: [(key: UInt64, range: Range<Int>)]
    var codingPath: [any CodingKey] { box.codingPath }
    var allKeys: [Key] { fields.compactMap { Int(exactly: $0.key).flatMap(Key.init(intValue:)) } }

    private func range(_ key: Key) -> Range<Int>? {
        guard let number = key.intValue, let wanted = UInt64(exactly: number) else { return nil }
        return fields.first { $0.key == wanted }?.range
    }

    private func required(_ key: Key) throws -> Range<Int> {
        guard let range = range(key) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "the field \"\(key.stringValue)\" is missing"))
        }
        return range
    }

    private func child(_ key: Key) throws -> CBORDecoderBox { box.child(try required(key), key) }

    // Scalars are read where they lie, without a decoder of their own.
    func contains(_ key: Key) -> Bool { range(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool {
        let range = try required(key)
        return range.count == 1 && box.buffer[range.lowerBound] == 0xf6
    }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try box.read(required(key)) { (reader: inout CBORReader) throws(CBORError) in try reader.readBool() }
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try box.read(required(key)) { (reader: inout CBORReader) throws(CBORError) in try reader.readText() }
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try integer(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try integer(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try integer(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try integer(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try integer(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try integer(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try integer(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try integer(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try integer(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try integer(key) }

    private func integer<Value: FixedWidthInteger>(_ key: Key) throws -> Value {
        let range = try required(key)
        return try box.read(range) { (reader: inout CBORReader) throws(CBORError) in
            try reader.readInteger(as: Value.self, at: range.lowerBound)
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try CBORSingleDecoding(box: child(key)).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try child(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try child(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        guard let field = fields.first, field.key == 0 else {
            throw CBORError(.missingField, at: box.range.lowerBound, "the superclass's fields (0) are missing")
        }
        return box.child(field.range, nil)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }
}

struct CBORUnkeyedDecoding: UnkeyedDecodingContainer {
    let box: CBORDecoderBox
    let items: [Range<Int>]
    var currentIndex = 0
    var codingPath: [any CodingKey] { box.codingPath }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex == items.count }

    init(box: CBORDecoderBox, items: [Range<Int>]) {
        self.box = box
        self.items = items
    }

    private mutating func next() throws -> CBORDecoderBox {
        guard currentIndex < items.count else {
            throw DecodingError.valueNotFound(
                Any.self, .init(codingPath: codingPath, debugDescription: "the array has only \(items.count) items"))
        }
        defer { currentIndex += 1 }
        return box.child(items[currentIndex], nil)
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < items.count else { return false }
        guard CBORSingleDecoding(box: box.child(items[currentIndex], nil)).decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try CBORSingleDecoding(box: next()).decode(type)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

struct CBORSingleDecoding: SingleValueDecodingContainer {
    let box: CBORDecoderBox
    var codingPath: [any CodingKey] { box.codingPath }

    func decodeNil() -> Bool { box.range.count == 1 && box.buffer[box.range.lowerBound] == 0xf6 }
    func decode(_ type: Bool.Type) throws -> Bool {
        try box.read { (reader: inout CBORReader) throws(CBORError) in try reader.readBool() }
    }
    func decode(_ type: String.Type) throws -> String {
        try box.read { (reader: inout CBORReader) throws(CBORError) in try reader.readText() }
    }
    func decode(_ type: Double.Type) throws -> Double { throw floatingPoint(type) }
    func decode(_ type: Float.Type) throws -> Float { throw floatingPoint(type) }
    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: box) }

    private func integer<Value: FixedWidthInteger>() throws -> Value {
        let start = box.range.lowerBound
        return try box.read { (reader: inout CBORReader) throws(CBORError) in
            try reader.readInteger(as: Value.self, at: start)
        }
    }

    private func floatingPoint(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "floating point is not stored"))
    }
}
