/// The rule for names of keys and origins of logs (C2SP signed-note 1.0.0, "Signatures").
enum KeyName {
    /// Whether a text may name a key: not empty, no plus sign, no space of any kind, no control characters.
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
            }
    }
}
