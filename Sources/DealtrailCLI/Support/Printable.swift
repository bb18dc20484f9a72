import DealtrailAudit

/// Text from the data, made safe for a terminal.
enum Printable {
    /// Control characters, and marks that turn the direction of writing, written out.
    ///
    /// A name in the data so cannot move the cursor, colour the screen or reverse what is read.
    static func text(_ text: String) -> String { SafeText.text(text) }

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
}
