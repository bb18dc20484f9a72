/// What a name in a map of names may be.
enum NameForm: Sendable {
    /// Small letters, digits and hyphens.
    case rule
    /// The same with capital letters.
    case band
    /// The same with dots.
    case key
    /// Anything that is a name.
    case any

    /// As a regular expression (ECMA 262), for the schema.
    var pattern: String {
        switch self {
        case .rule: "^[a-z0-9][a-z0-9-]{0,119}$"
        case .band: "^[A-Za-z0-9][A-Za-z0-9-]{0,119}$"
        case .key: "^[A-Za-z0-9][A-Za-z0-9.-]{0,119}$"
        case .any: "^.+$"
        }
    }

    /// In words.
    var words: String {
        switch self {
        case .rule: "small letters, digits and hyphens"
        case .band: "letters, digits and hyphens"
        case .key: "letters, digits, dots and hyphens"
        case .any: "1 to 255 bytes"
        }
    }

    /// Whether a text is one.
    func accepts(_ name: String) -> Bool {
        guard self != .any else { return !name.isEmpty }
        return (1...120).contains(name.utf8.count) && name.utf8.first != 0x2d && name.utf8.first != 0x2e
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x61...0x7a, 0x30...0x39, 0x2d: true
                case 0x41...0x5a: self != .rule
                case 0x2e: self == .key
                default: false
                }
            }
    }
}
