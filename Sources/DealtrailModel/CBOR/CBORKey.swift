/// A map key: a number in events of the catalogue, text where an outside system names its own fields.
public enum CBORKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// An unsigned integer key.
    case number(UInt64)
    /// A text key.
    case text(String)

    init(_ reader: inout CBORReader) throws(CBORError) {
        if try reader.peekType() == .text {
            self = .text(try reader.readText())
        } else {
            self = .number(try reader.readUnsigned())
        }
    }

    func write(to writer: inout CBORWriter) {
        switch self {
        case .number(let value): writer.write(value)
        case .text(let text): writer.write(text)
        }
    }

    /// Equality of the encoded keys: text by its bytes, where Swift compares it by meaning.
    public static func == (left: CBORKey, right: CBORKey) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left == right
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        default: false
        }
    }

    /// Bytewise order of the encoded keys (RFC 8949 section 4.2.1): numbers first, then text by length, then bytes.
    public static func < (left: CBORKey, right: CBORKey) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.number, .text): true
        case (.text, .number): false
        case (.text(let left), .text(let right)):
            left.utf8.count != right.utf8.count
                ? left.utf8.count < right.utf8.count : left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }

    /// The number or the text.
    public var description: String {
        switch self {
        case .number(let value): String(value)
        case .text(let text): text
        }
    }
}
