/// A small value that is written as one text, in policies as in their canonical form.
public protocol TextLeaf: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Reads the text; `nil` when it is something else.
    init?(_ text: String)
    /// What may stand there, for messages.
    static var form: String { get }
    /// The same as a regular expression over the whole text (ECMA 262), for the published schema.
    static var pattern: String { get }
}

extension TextLeaf {
    /// The text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the text.
    ///
    /// - Throws: `DecodingError.dataCorrupted` for another text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is not \(Self.form)")
        }
        self = value
    }
}
