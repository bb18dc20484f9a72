/// Text from data that somebody else wrote, made safe for a terminal.
public enum SafeText: Sendable {
    /// Control characters, marks that turn the direction of writing, and all else that is not seen or looks like a
    /// space, written out.
    ///
    /// A name in the data so cannot move the cursor, colour the screen, reverse what is read, or pass for another name.
    ///
    /// - Complexity: O(*n*).
    public static func text(_ text: String) -> String {
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

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7f, 0x3000: return false
        case ..<0xa0: return true
        default: break
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return true }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate: return true
        default: return false
        }
    }
}
