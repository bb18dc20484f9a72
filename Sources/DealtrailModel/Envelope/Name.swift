/// A short text that identifies something: a stream, a kind, an author.
///
/// Names hold no personal data (DESIGN section 3); that is what sealed fields are for. An append refuses a name that is
/// empty, longer than 255 bytes of UTF-8, or contains control characters; reading tolerates whatever is stored.
public protocol Name: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringInterpolation
where RawValue == String {
    /// Wraps a text, unchecked; an append checks it.
    init(rawValue: String)
}

extension Name {
    /// Wraps a text, unchecked; an append checks it.
    public init(_ text: String) { self.init(rawValue: text) }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The text.
    public var description: String { rawValue }

    /// Equality of the UTF-8 bytes.
    ///
    /// Swift takes two spellings of an accented letter for one text; hashes, indexes and proofs see bytes, so names do too.
    public static func == (left: Self, right: Self) -> Bool {
        left.rawValue.hasSameBytes(as: right.rawValue)
    }

    /// Bytewise order of the UTF-8 text, which is the order of tags in an event.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    /// Whether an append accepts the name: 1 to 255 bytes of UTF-8 without control characters.
    public var isValid: Bool {
        var text = rawValue
        return text.withUTF8 { utf8 in
            guard (1...255).contains(utf8.count) else { return false }
            for index in utf8.indices {
                let byte = unsafe utf8[index]
                if byte < 0x20 || byte == 0x7f { return false }
            }
            return true
        }
    }
}
