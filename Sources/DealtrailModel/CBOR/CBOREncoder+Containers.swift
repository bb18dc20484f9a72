struct CBORKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let box: CBOREncoderBox
    let codingPath: [any CodingKey]

    private func number(_ key: Key) throws -> UInt64 {
        guard let value = key.intValue, value >= 0 else {
            throw EncodingError.invalidValue(
                key,
                .init(
                    codingPath: codingPath,
                    debugDescription:
                        "the key \"\(key.stringValue)\" has no number; declare `enum CodingKeys: Int, CodingKey`"
                ))
        }
        return UInt64(value)
    }

    mutating func encodeNil(forKey key: Key) throws { box.writePair(try number(key)) { $0.writeNull() } }
    mutating func encode(_ value: Bool, forKey key: Key) throws { box.writePair(try number(key)) { $0.write(value) } }
    mutating func encode(_ value: String, forKey key: Key) throws { box.writePair(try number(key)) { $0.write(value) } }
    mutating func encode(_ value: Double, forKey key: Key) throws { try refuse(value) }
    mutating func encode(_ value: Float, forKey key: Key) throws { try refuse(value) }
    mutating func encode(_ value: Int, forKey key: Key) throws { try integer(value, key) }
    mutating func encode(_ value: Int8, forKey key: Key) throws { try integer(value, key) }
    mutating func encode(_ value: Int16, forKey key: Key) throws { try integer(value, key) }
    mutating func encode(_ value: Int32, forKey key: Key) throws { try integer(value, key) }
    mutating func encode(_ value: Int64, forKey key: Key) throws { try integer(value, key) }
    mutating func encode(_ value: UInt, forKey key: Key) throws { try unsigned(value, key) }
    mutating func encode(_ value: UInt8, forKey key: Key) throws { try unsigned(value, key) }
    mutating func encode(_ value: UInt16, forKey key: Key) throws { try unsigned(value, key) }
    mutating func encode(_ value: UInt32, forKey key: Key) throws { try unsigned(value, key) }
    mutating func encode(_ value: UInt64, forKey key: Key) throws { try unsigned(value, key) }
    mutating func encode(_ value: some Encodable, forKey key: Key) throws { try box.encodePair(number(key), value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        child(key).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        child(key).unkeyedContainer()
    }

    /// A superclass's fields lie under the number 0, as its JSON form has them under "super".
    mutating func superEncoder() -> any Encoder {
        let child = CBOREncoderBox(codingPath: codingPath)
        box.deferred.append(.init(key: 0, offset: box.writer.bytes.count, box: child))
        return child
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder { child(key) }

    private func child(_ key: Key) -> CBOREncoderBox {
        let child = CBOREncoderBox(codingPath: codingPath + [key])
        box.deferred.append(
            .init(key: key.intValue.flatMap { UInt64(exactly: $0) }, offset: box.writer.bytes.count, box: child))
        return child
    }

    private func integer(_ value: some SignedInteger, _ key: Key) throws {
        box.writePair(try number(key)) { $0.write(Int64(value)) }
    }

    private func unsigned(_ value: some UnsignedInteger, _ key: Key) throws {
        box.writePair(try number(key)) { $0.write(UInt64(value)) }
    }

    private func refuse(_ value: some BinaryFloatingPoint) throws {
        throw EncodingError.invalidValue(value, .floatingPoint(codingPath))
    }
}

struct CBORUnkeyedEncoding: UnkeyedEncodingContainer {
    let box: CBOREncoderBox
    let codingPath: [any CodingKey]
    var count: Int { box.container.count + box.deferred.count }

    mutating func encodeNil() throws { write { $0.writeNull() } }
    mutating func encode(_ value: Bool) throws { write { $0.write(value) } }
    mutating func encode(_ value: String) throws { write { $0.write(value) } }
    mutating func encode(_ value: some Encodable) throws {
        try box.encode(value)
        box.container.count += 1
    }

    private func write(_ body: (inout CBORWriter) -> Void) {
        body(&box.writer)
        box.container.count += 1
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        child().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { child().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { child() }

    private func child() -> CBOREncoderBox {
        let child = CBOREncoderBox(codingPath: codingPath)
        box.deferred.append(.init(key: nil, offset: box.writer.bytes.count, box: child))
        return child
    }
}

struct CBORSingleEncoding: SingleValueEncodingContainer {
    let box: CBOREncoderBox
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { box.writer.writeNull() }
    mutating func encode(_ value: Bool) throws { box.writer.write(value) }
    mutating func encode(_ value: String) throws { box.writer.write(value) }
    mutating func encode(_ value: Double) throws { throw EncodingError.invalidValue(value, .floatingPoint(codingPath)) }
    mutating func encode(_ value: Float) throws { throw EncodingError.invalidValue(value, .floatingPoint(codingPath)) }
    mutating func encode(_ value: Int) throws { box.writer.write(Int64(value)) }
    mutating func encode(_ value: Int8) throws { box.writer.write(Int64(value)) }
    mutating func encode(_ value: Int16) throws { box.writer.write(Int64(value)) }
    mutating func encode(_ value: Int32) throws { box.writer.write(Int64(value)) }
    mutating func encode(_ value: Int64) throws { box.writer.write(value) }
    mutating func encode(_ value: UInt) throws { box.writer.write(UInt64(value)) }
    mutating func encode(_ value: UInt8) throws { box.writer.write(UInt64(value)) }
    mutating func encode(_ value: UInt16) throws { box.writer.write(UInt64(value)) }
    mutating func encode(_ value: UInt32) throws { box.writer.write(UInt64(value)) }
    mutating func encode(_ value: UInt64) throws { box.writer.write(value) }
    mutating func encode(_ value: some Encodable) throws { try box.encode(value) }
}

extension EncodingError.Context {
    static func floatingPoint(_ path: [any CodingKey]) -> Self {
        .init(codingPath: path, debugDescription: "floating point is not stored; use ScaledDecimal or an integer")
    }
}
