/// What the text forms of public and private keys have in common.
enum KeyText {
    /// The parts between plus signs; the base64 at the end may have plus signs of its own.
    static func split(_ text: String, after prefix: String) -> [String] {
        var text = text[...]
        if text.utf8.last == 0x0a { text = text.dropLast() }
        guard text.hasPrefix(prefix) else { return [] }
        return text.dropFirst(prefix.count).split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
            .map { String($0) }
    }

    /// The type byte and the key that follows it.
    static func decode(_ text: String, _ document: FormatError.Document, _ line: Int?) throws(FormatError) -> [UInt8] {
        guard let bytes = Base64.decode(text) else {
            throw FormatError(document, line: line, "the key is not padded base64")
        }
        guard bytes.count == 33 else {
            throw FormatError(document, line: line, "a type and an Ed25519 key have 33 bytes, not \(bytes.count)")
        }
        return bytes
    }

    /// Eight lower-case hexadecimal digits.
    static func hex(_ keyID: UInt32) -> String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
