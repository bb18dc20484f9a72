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
        left.rawValue.bytesPrecede(right.rawValue)
    }

    /// Whether an append accepts the name: 1 to 255 bytes of UTF-8 without control characters.
    public var isValid: Bool {
        rawValue.withBytes { (1...255).contains($0.byteCount) && !$0.hasControlCharacter }
    }
}
