/// Any deterministic CBOR item as a value: for events of kinds that this build does not know, and for upcasters.
public indirect enum CBORValue: Hashable, Sendable {
    /// An integer of 0 or more.
    case unsigned(UInt64)
    /// An integer below 0: -1 - n.
    case negative(UInt64)
    /// A byte string.
    case bytes([UInt8])
    /// Text.
    case text(String)
    /// A list.
    case array([CBORValue])
    /// A map with unsigned integer or text keys, in canonical order.
    case map([CBORKey: CBORValue])
    /// `false` or `true`.
    case bool(Bool)
    /// `null`.
    case null
    /// A decimal (tag 4).
    case decimal(ScaledDecimal)

    /// Reads one item that fills `span`.
    ///
    /// - Throws: `CBORError`, also for keys out of order, for nesting beyond 32 levels and for tags other than 4.
    public init(canonical span: RawSpan) throws(CBORError) {
        var reader = CBORReader(span)
        self = try Self.read(&reader, depth: 0)
        guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
    }

    /// Reads one item that fills `bytes`.
    public init(canonical bytes: [UInt8]) throws(CBORError) {
        try self.init(canonical: bytes.rawSpan)
    }

    /// The canonical bytes.
    public var canonical: [UInt8] {
        var writer = CBORWriter()
        write(to: &writer)
        return writer.bytes
    }

    private static func read(_ reader: inout CBORReader, depth: Int) throws(CBORError) -> CBORValue {
        let start = reader.offset
        guard depth < CBORReader.maximumDepth else { throw CBORError(.tooDeep, at: start) }
        switch try reader.peekType() {
        case .unsigned: return .unsigned(try reader.readUnsigned())
        case .negative: return .negative(try reader.readHead(of: .negative))
        case .bytes: return .bytes(try reader.readByteString().array())
        case .text: return .text(try reader.readText())
        case .array:
            var items: [CBORValue] = []
            for _ in 0..<(try reader.readArrayHead()) { items.append(try read(&reader, depth: depth + 1)) }
            return .array(items)
        case .map:
            var pairs: [CBORKey: CBORValue] = [:]
            var last: CBORKey?
            for _ in 0..<(try reader.readMapHead()) {
                let at = reader.offset
                let key = try CBORKey(&reader)
                if let last, !(last < key) { throw CBORError(.keyOrder, at: at) }
                last = key
                pairs[key] = try read(&reader, depth: depth + 1)
            }
            return .map(pairs)
        case .tag: return .decimal(try reader.readDecimal())
        case .simple: return reader.readNull() ? .null : .bool(try reader.readBool())
        }
    }

    private func write(to writer: inout CBORWriter) {
        switch self {
        case .unsigned(let value): writer.write(value)
        case .negative(let value): writer.writeHead(.negative, value)
        case .bytes(let bytes): writer.write(byteString: bytes)
        case .text(let text): writer.write(text)
        case .array(let items):
            writer.writeHead(.array, UInt64(items.count))
            for item in items { item.write(to: &writer) }
        case .map(let pairs):
            writer.writeHead(.map, UInt64(pairs.count))
            for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
                key.write(to: &writer)
                value.write(to: &writer)
            }
        case .bool(let value): writer.write(value)
        case .null: writer.writeNull()
        case .decimal(let value): writer.write(value)
        }
    }
}
