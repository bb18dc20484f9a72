import DealtrailModel

/// Fields by the coding key that wrote them, so that no field number is written down twice.
extension FieldReader {
    /// The name in the field `key`, copied.
    func name<Value: Name>(_ key: some RawRepresentable<Int>, as type: Value.Type = Value.self) throws -> Value? {
        try text(UInt64(key.rawValue)).map { Value(rawValue: $0) }
    }

    func text(_ key: some RawRepresentable<Int>) throws -> String? { try text(UInt64(key.rawValue)) }
    func money(_ key: some RawRepresentable<Int>) throws -> Money? { try money(UInt64(key.rawValue)) }
    func decimal(_ key: some RawRepresentable<Int>) throws -> ScaledDecimal? { try decimal(UInt64(key.rawValue)) }
    func integer(_ key: some RawRepresentable<Int>) throws -> Int64? { try integer(UInt64(key.rawValue)) }

    /// Sets `value` to the name in the field `key`, when there is one; copies nothing when it is the same already.
    func update<Value: Name>(_ value: inout Value?, from key: some RawRepresentable<Int>) throws {
        guard var reader = try reader(UInt64(key.rawValue)) else { return }
        let start = reader.offset
        let bytes = try reader.readTextBytes()
        if let known = value, bytes.equals(known.rawValue) { return }
        guard let text = bytes.text() else { throw CBORError(.invalidText, at: start) }
        value = Value(rawValue: text)
    }

    /// Whether the field `key` holds this name.
    func holds(_ value: some Name, in key: some RawRepresentable<Int>) throws -> Bool {
        guard var reader = try reader(UInt64(key.rawValue)) else { return false }
        return try reader.readTextBytes().equals(value.rawValue)
    }
}

extension RawSpan {
    /// Whether these are the UTF-8 bytes of `text`; nothing is copied.
    func equals(_ text: String) -> Bool {
        let utf8 = text.utf8
        guard utf8.count == byteCount else { return false }
        var offset = 0
        for byte in utf8 {
            guard byte == self.byte(at: offset) else { return false }
            offset += 1
        }
        return true
    }
}
