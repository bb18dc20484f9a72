/// Encodes a `Codable` value as deterministic CBOR with the integer values of its coding keys.
///
/// One declaration, `enum CodingKeys: Int, CodingKey`, so gives the stored form (integers, sorted) and the JSON form
/// (names). Floating point is refused: amounts are ``ScaledDecimal``, durations and counts are integers.
public struct CBOREncoder: Sendable {
    /// Creates an encoder; it has no settings, since there is one canonical form.
    public init() {}

    /// Encodes `value`.
    ///
    /// - Throws: `EncodingError.invalidValue` for floating point and for coding keys without a value of 0 or more.
    /// - Complexity: O(bytes written) plus sorting the keys of each map whose keys are not declared in order.
    public func encode(_ value: some Encodable) throws -> [UInt8] {
        let box = CBOREncoderBox(codingPath: [])
        try box.encode(value)
        return box.writer.bytes
    }
}

/// The encoder that `Encodable` types meet; values with a form of their own (``ScaledDecimal``) write to it directly.
final class CBOREncoderBox: Encoder {
    /// A pair of a map: the key, and where in the buffer its encoding (key and value) lies.
    struct Pair {
        let key: UInt64
        let range: Range<Int>
    }

    var writer: CBORWriter
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    /// Nested containers that the type asked for itself.
    ///
    /// Nobody says when one is complete, so its bytes go in when the parent ends: in a map by its key, in an array at the
    /// offset that the buffer had when it was asked for.
    var deferred: [(key: UInt64?, offset: Int, box: CBOREncoderBox)] = []
    var pairs: [Pair]?
    var count: Int?

    init(codingPath: [any CodingKey]) {
        writer = CBORWriter(capacity: 128)
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if pairs == nil { pairs = [] }
        return KeyedEncodingContainer(CBORKeyedEncoding<Key>(box: self, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if count == nil { count = 0 }
        return CBORUnkeyedEncoding(box: self, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CBORSingleEncoding(box: self, codingPath: codingPath)
    }

    func write(_ value: ScaledDecimal) { writer.write(value) }
    func write(_ value: Int64) { writer.write(value) }
    func write(byteString: [UInt8]) { writer.write(byteString: byteString) }
    func write(encoded item: [UInt8]) { writer.write(encoded: item) }

    /// Encodes one value behind what is already written.
    ///
    /// A container in progress is set aside, so that the buffer is shared and nothing is copied.
    func encode(_ value: some Encodable) throws {
        let outer = (pairs, count, deferred)
        defer { (pairs, count, deferred) = outer }
        let start = writer.bytes.count
        (pairs, count, deferred) = (nil, nil, [])
        try value.encode(to: self)
        try finish(from: start)
    }

    /// Writes with `body`, and takes back what it has written when it throws: a type may catch the error and go on.
    func writeWhole(_ body: () throws -> Void) throws {
        let start = writer.bytes.count
        do {
            try body()
        } catch {
            writer.replace(from: start, with: [])
            throw error
        }
    }

    /// Closes the container that was opened since `start`: puts its head in front and its pairs in order.
    private func finish(from start: Int) throws {
        if var pairs {
            for (key, _, child) in deferred {
                guard let key else {
                    throw EncodingError.invalidValue(
                        child.codingPath.count,
                        .init(codingPath: child.codingPath, debugDescription: "a nested container's key has no number"))
                }
                let begin = writer.bytes.count
                writer.writeKey(key)
                try child.finish(from: 0)
                writer.write(encoded: child.writer.bytes)
                pairs.append(Pair(key: key, range: begin..<writer.bytes.count))
            }
            if zip(pairs, pairs.dropFirst()).contains(where: { $0.key >= $1.key }) {
                pairs.sort { $0.key < $1.key }
                guard !zip(pairs, pairs.dropFirst()).contains(where: { $0.key == $1.key }) else {
                    throw EncodingError.invalidValue(
                        pairs.count, .init(codingPath: codingPath, debugDescription: "a coding key was written twice"))
                }
                writer.replace(from: start, with: pairs.flatMap { writer.bytes[$0.range] })
            }
            writer.insertHead(.map, UInt64(pairs.count), at: start)
        } else if let count {
            for (_, offset, child) in deferred.reversed() {
                try child.finish(from: 0)
                writer.insert(child.writer.bytes, at: offset)
            }
            writer.insertHead(.array, UInt64(count + deferred.count), at: start)
        } else if writer.bytes.count == start {
            writer.writeHead(.map, 0)  // a value without fields
        }
    }
}
