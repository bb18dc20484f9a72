/// Texts as YAML scalars.
enum PolicyText {
    /// Plain when nothing in it could mean something else, in double quotation marks otherwise.
    static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == 0x2d || byte == 0x2e || byte == 0x5f
        }
        if isPlain, let first = text.utf8.first, first != 0x2d, first != 0x2e { return text }
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value):
                quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return "\"\(quoted)\""
    }

    /// Whether a text of a form is plain: the forms have no comma, brace or quotation mark, and a colon within.
    static func isSafe(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x30...0x3a).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == 0x20 || byte == 0x2b || byte == 0x2d || byte == 0x2e
        } && text.utf8.first != 0x2d && text.utf8.last != 0x3a
    }
}
