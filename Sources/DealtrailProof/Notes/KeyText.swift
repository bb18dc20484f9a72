/// What the text forms of public and private keys have in common.
enum KeyText {
    /// The parts between plus signs; the base64 at the end may have plus signs of its own.
    static func split(_ text: String, after prefix: String) -> [String] {
        // Bytes, not characters: a carriage return and a newline are one character.
        var bytes = Array(text.utf8)[...]
        if bytes.last == 0x0a { bytes = bytes.dropLast() }
        guard bytes.starts(with: prefix.utf8) else { return [] }
        return bytes.dropFirst(prefix.utf8.count)
            .split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
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
