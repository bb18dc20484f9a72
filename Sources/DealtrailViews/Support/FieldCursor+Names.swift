import DealtrailModel

/// Fields by the coding key that wrote them, so that no field number is written down twice.
extension FieldCursor {
    /// The name in the field `key`, copied.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func name<Value: Name>(_ key: some RawRepresentable<Int>, as type: Value.Type = Value.self) throws
        -> Value?
    {
        try text(key).map { Value(rawValue: $0) }
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func text(_ key: some RawRepresentable<Int>) throws -> String? { try text(UInt64(key.rawValue)) }
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func money(_ key: some RawRepresentable<Int>) throws -> Money? { try money(UInt64(key.rawValue)) }
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func decimal(_ key: some RawRepresentable<Int>) throws -> ScaledDecimal? {
        try decimal(UInt64(key.rawValue))
    }
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func integer(_ key: some RawRepresentable<Int>) throws -> Int64? { try integer(UInt64(key.rawValue)) }

    /// Sets `value` to the name in the field `key`, when there is one; copies nothing when it is the same already.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func update<Value: Name>(_ value: inout Value?, from key: some RawRepresentable<Int>) throws {
        let bytes = try textBytes(UInt64(key.rawValue))
        if bytes.isEmpty { return }
        if let known = value, bytes.equals(known.rawValue) { return }
        value = Value(rawValue: try bytes.name())
    }

    /// Whether the field `key` holds this name.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func holds(_ value: some Name, in key: some RawRepresentable<Int>) throws -> Bool {
        try textBytes(UInt64(key.rawValue)).equals(value.rawValue)
    }
}

extension RawSpan {
    /// Whether these are the UTF-8 bytes of `text`; nothing is copied.
    @inline(__always)
    func equals(_ text: String) -> Bool { text.withBytes { elementsEqual($0) } }

    /// Whether they begin with a text of the program; nothing is copied or counted.
    @inline(__always)
    func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard byteCount >= count else { return false }
        let prefix = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(text.utf8Start), byteCount: count)
        return extracting(0..<count).elementsEqual(prefix)
    }

    /// The text of a name.
    ///
    /// - Throws: `CBORError` (`invalidText`) when it is not UTF-8.
    func name() throws(CBORError) -> String {
        guard let text = text() else { throw CBORError(.invalidText, at: 0, "a name is not UTF-8") }
        return text
    }
}
