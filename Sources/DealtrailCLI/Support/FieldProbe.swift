import Dealtrail

/// Finds out which fields a command has by letting it read itself from nothing.
///
/// A command that reads its fields one after another asks for each by name and type; the answers are of no account.
final class FieldProbe: Decoder {
    /// A field of a command.
    struct Field {
        let name: String
        /// What stands in it, where that is not text.
        let form: String?
        let isOptional: Bool

        /// Such as `quote`, `[version:number]`.
        var description: String {
            let text = form.map { "\(name):\($0)" } ?? name
            return isOptional ? "[\(text)]" : text
        }
    }

    /// In the order of the fields.
    private(set) var fields: [Field] = []
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    /// The fields of a command.
    ///
    /// - Throws: `DecodingError` when a field is of a type that this does not know.
    static func fields<Request: Command>(of type: Request.Type) throws -> [Field] {
        let probe = FieldProbe()
        _ = try type.init(from: probe)
        return probe.fields
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Container<Key>(probe: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unknown("a list") }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unknown("a value") }

    private static func unknown(_ what: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "\(what) cannot be read from nothing"))
    }

    /// Something of a type, and how that is called.
    private static func answer<Value>(_ type: Value.Type) throws -> (value: Value, form: String?) {
        let found: (Any?, String?) =
            switch type {
            case let name as any Name.Type: (name.init(rawValue: "x"), nil)
            case is String.Type: ("x", nil)
            case is Currency.Type: (Currency.cny, "currency")
            case is Int.Type: (0, "number")
            case is Bool.Type: (false, "true|false")
            case is ScaledDecimal.Type: (ScaledDecimal(0), "number")
            case is Money.Type: (Money.cny(0), "amount")
            case is Timestamp.Type: (Timestamp(nanoseconds: 0), "time")
            case is ContentDigest.Type: (ContentDigest(of: []), "digest")
            case is AuthorPublicKey.Type: (AuthorPublicKey(bytes: Array(repeating: 0, count: 32)), "key")
            case let choice as any (CaseIterable & RawRepresentable<String>).Type: Self.choice(choice)
            case let list as any RangeReplaceableCollection.Type: (list.init(), "list")
            default: (nil, nil)
            }
        guard let value = found.0 as? Value else { throw unknown("\(type)") }
        return (value, found.1)
    }

    private static func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ type: Value.Type
    ) -> (Any?, String?) {
        (type.allCases.first, type.allCases.map(\.rawValue).joined(separator: "|"))
    }

    private func note<Value>(_ type: Value.Type, _ key: some CodingKey, isOptional: Bool) throws -> Value {
        let answer = try Self.answer(type)
        fields.append(Field(name: key.stringValue, form: answer.form, isOptional: isOptional))
        return answer.value
    }

    private struct Container<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let probe: FieldProbe
        let codingPath: [any CodingKey] = []
        let allKeys: [Key] = []

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) throws -> Bool { false }
        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try probe.note(type, key, isOptional: false)
        }
        func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
            try probe.note(type, key, isOptional: true)
        }
        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
            try probe.note(type, key, isOptional: true)
        }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
            try probe.note(type, key, isOptional: true)
        }
        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
            try probe.note(type, key, isOptional: true)
        }
        func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try probe.note(type, key, isOptional: false) }
        func decode(_ type: String.Type, forKey key: Key) throws -> String {
            try probe.note(type, key, isOptional: false)
        }
        func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try probe.note(type, key, isOptional: false) }
        // No command has fields of the types that follow.
        func decode(_ type: Double.Type, forKey key: Key) throws -> Double { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { throw FieldProbe.unknown("\(type)") }
        func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { throw FieldProbe.unknown("\(type)") }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw FieldProbe.unknown("\(type)") }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            throw FieldProbe.unknown("a list")
        }
        func superDecoder() throws -> any Decoder { throw FieldProbe.unknown("a class") }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw FieldProbe.unknown("a class") }
    }
}
