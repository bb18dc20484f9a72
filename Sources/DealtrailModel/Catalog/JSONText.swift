import Foundation

/// JSON for people and other tools: sorted keys, on one line unless asked otherwise.
public enum JSONText: Sendable {
    /// Encodes a value.
    ///
    /// - Throws: `EncodingError`.
    public static func encode(_ value: some Encodable, pretty: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
