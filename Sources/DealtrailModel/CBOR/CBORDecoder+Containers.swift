struct CBORKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let box: CBORDecoderBox
    let fields: [(key: UInt64, range: Range<Int>)]
    var codingPath: [any CodingKey] { box.codingPath }
    var allKeys: [Key] { fields.compactMap { Int(exactly: $0.key).flatMap(Key.init(intValue:)) } }

    private func range(_ key: Key) -> Range<Int>? {
        guard let number = key.intValue, let wanted = UInt64(exactly: number) else { return nil }
        return fields.first { $0.key == wanted }?.range
    }

    private func child(_ key: Key) throws -> CBORDecoderBox {
        guard let range = range(key) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "the field \"\(key.stringValue)\" is missing"))
        }
        return box.child(range, key)
    }

    func contains(_ key: Key) -> Bool { range(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { CBORSingleDecoding(box: try child(key)).decodeNil() }
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
    func decode(_ type: Int.Type) throws -> Int { try signed(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try signed(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try signed(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try signed(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try box.readInteger() }
    func decode(_ type: UInt.Type) throws -> UInt { try unsigned(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try unsigned(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try unsigned(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try unsigned(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 {
        try box.read { (reader: inout CBORReader) throws(CBORError) in try reader.readUnsigned() }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        // The standard library calls this for its own scalars too, when they are reached through a generic.
        switch type {
        case is String.Type: try cast(decode(String.self), to: type)
        case is Bool.Type: try cast(decode(Bool.self), to: type)
        case is Int.Type: try cast(decode(Int.self), to: type)
        case is UInt64.Type: try cast(decode(UInt64.self), to: type)
        default: try Value(from: box)
        }
    }

    private func cast<Value>(_ value: some Any, to type: Value.Type) throws -> Value {
        guard let value = value as? Value else {
            throw DecodingError.typeMismatch(type, .init(codingPath: codingPath, debugDescription: "unreachable"))
        }
        return value
    }

    private func signed<Value: SignedInteger & FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        let value = try box.readInteger()
        guard let fitting = Value(exactly: value) else {
            throw CBORError(.outOfRange, at: box.range.lowerBound, "\(value) does not fit \(type)")
        }
        return fitting
    }

    private func unsigned<Value: UnsignedInteger & FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        let value = try decode(UInt64.self)
        guard let fitting = Value(exactly: value) else {
            throw CBORError(.outOfRange, at: box.range.lowerBound, "\(value) does not fit \(type)")
        }
        return fitting
    }

    private func floatingPoint(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "floating point is not stored"))
    }
}
