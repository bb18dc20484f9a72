/// What is wrong with a CBOR item, and where.
///
/// Canonical events are deterministic CBOR (RFC 8949 section 4.2). Anything that is well-formed but not
/// deterministic is refused too: two byte strings for one fact would give two hashes.
public struct CBORError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of defect.
    public enum Code: String, Hashable, Sendable {
        /// The item ends before its declared length.
        case truncated
        /// An integer or length is not in its shortest form, or a length is indefinite.
        case notShortest
        /// Map keys are not in ascending bytewise order, or one occurs twice.
        case keyOrder
        /// A value of another type was expected.
        case unexpectedType
        /// A reserved, floating-point or otherwise unsupported item.
        case unsupported
        /// Text is not UTF-8.
        case invalidText
        /// A number does not fit the type that should hold it.
        case outOfRange
        /// Bytes follow the item.
        case trailingBytes
        /// A mandatory field is missing.
        case missingField
        /// Items are nested deeper than 32 levels.
        case tooDeep
    }

    /// The kind of defect.
    public let code: Code
    /// The byte offset, from the start of the item that was read, at which the defect was seen.
    public let offset: Int
    /// What was expected, in words.
    public let detail: String

    /// Creates an error.
    public init(_ code: Code, at offset: Int, _ detail: String = "") {
        self.code = code
        self.offset = offset
        self.detail = detail
    }

    /// One line: the defect, the offset and what was expected.
    public var description: String {
        "CBOR \(code.rawValue) at byte \(offset)\(detail.isEmpty ? "" : ": \(detail)")"
    }
}
