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

    /// A nested container that the type asked for itself.
    ///
    /// Nobody says when it is complete, so its bytes go in when the parent ends: in a map by its key, in an array at the
    /// offset that the buffer had when it was asked for.
    struct Deferred {
        let key: UInt64?
        let offset: Int
        let box: CBOREncoderBox
    }

    /// The container that is being written.
    struct Container {
        enum Shape { case none, map, array }
        var shape = Shape.none
        /// The items of an array, without those deferred.
        var count = 0
        /// Where the pairs of a map begin in ``CBOREncoderBox/pairs``.
        var firstPair = 0
    }

    var writer: CBORWriter
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var container = Container()
    /// The pairs of all maps that are being written, the innermost last.
    var pairs: [Pair] = []
    /// Of the container that is being written; rarely any.
    var deferred: [Deferred] = []

    init(codingPath: [any CodingKey]) {
        writer = CBORWriter(capacity: 128)
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        container.shape = .map
        return KeyedEncodingContainer(CBORKeyedEncoding<Key>(box: self, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        container.shape = .array
        return CBORUnkeyedEncoding(box: self, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CBORSingleEncoding(box: self, codingPath: codingPath)
    }

    func write(_ value: ScaledDecimal) { writer.write(value) }
    func write(_ value: Money) { writer.write(value) }
    func write(_ value: Int64) { writer.write(value) }
    func write(byteString: [UInt8]) { writer.write(byteString: byteString) }
    func write(encoded item: [UInt8]) { writer.write(encoded: item) }

    /// Encodes one value behind what is already written.
    ///
    /// A container in progress is set aside, so that the buffer is shared and nothing is copied. What was written before
    /// an error is taken back, since a type may catch the error and go on.
    func encode(_ value: some Encodable) throws {
        let outer = container
        let outerDeferred = deferred
        let start = writer.bytes.count
        container = Container(firstPair: pairs.count)
        deferred = []
        defer {
            pairs.removeSubrange(container.firstPair...)
            container = outer
            deferred = outerDeferred
        }
        do {
            try value.encode(to: self)
            try finish(from: start)
        } catch {
            writer.replace(from: start, with: [])
            throw error
        }
    }

    /// Writes a pair of the map in progress.
    @inline(__always)
    func writePair(_ key: UInt64, _ writeValue: (inout CBORWriter) -> Void) {
        let start = writer.bytes.count
        writer.writeKey(key)
        writeValue(&writer)
        pairs.append(Pair(key: key, range: start..<writer.bytes.count))
    }

    /// Writes a pair whose value encodes itself.
    func encodePair(_ key: UInt64, _ value: some Encodable) throws {
        let start = writer.bytes.count
        writer.writeKey(key)
        do {
            try encode(value)
        } catch {
            writer.replace(from: start, with: [])
            throw error
        }
        pairs.append(Pair(key: key, range: start..<writer.bytes.count))
    }

    /// Closes the container that was opened since `start`: puts its head in front and its pairs in order.
    private func finish(from start: Int) throws {
        switch container.shape {
        case .map: try finishMap(from: start)
        case .array:
            for child in deferred.reversed() {
                try child.box.finish(from: 0)
                writer.insert(child.box.writer.bytes, at: child.offset)
            }
            writer.insertHead(.array, UInt64(container.count + deferred.count), at: start)
        case .none:
            if writer.bytes.count == start { writer.writeHead(.map, 0) }  // a value without fields
        }
    }

    private func finishMap(from start: Int) throws {
        for child in deferred {
            guard let key = child.key else {
                throw EncodingError.invalidValue(
                    child.box.codingPath.count,
                    .init(
                        codingPath: child.box.codingPath, debugDescription: "a nested container's key has no number"))
            }
            try child.box.finish(from: 0)
            writePair(key) { $0.write(encoded: child.box.writer.bytes) }
        }
        let first = container.firstPair
        var isOrdered = true
        var index = first + 1
        while index < pairs.count {
            if pairs[index - 1].key >= pairs[index].key { isOrdered = false }
            index += 1
        }
        if !isOrdered { try sortPairs(from: start) }
        writer.insertHead(.map, UInt64(pairs.count - first), at: start)
    }

    private func sortPairs(from start: Int) throws {
        let sorted = pairs[container.firstPair...].sorted { $0.key < $1.key }
        guard !zip(sorted, sorted.dropFirst()).contains(where: { $0.key == $1.key }) else {
            throw EncodingError.invalidValue(
                sorted.count, .init(codingPath: codingPath, debugDescription: "a coding key was written twice"))
        }
        writer.replace(from: start, with: sorted.flatMap { writer.bytes[$0.range] })
    }
}
