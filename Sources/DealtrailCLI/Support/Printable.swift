/// Text from the data, made safe for a terminal.
enum Printable {
    /// Control characters, and marks that turn the direction of writing, written out.
    ///
    /// A name in the data so cannot move the cursor, colour the screen or reverse what is read.
    static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text, cut with an ellipsis when it is longer than `limit` characters.
    static func cut(_ text: String, to limit: Int) -> String {
        let safe = self.text(text)
        return safe.count <= limit ? safe : safe.prefix(limit - 1) + "…"
    }

    /// The text with spaces behind it up to a width; a longer one stays as it is.
    static func padded(_ text: String, to width: Int) -> String {
        let safe = self.text(text)
        return safe + String(repeating: " ", count: max(0, width - safe.count))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }
}
