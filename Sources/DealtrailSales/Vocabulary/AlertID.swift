public import DealtrailModel

/// An alert: 32 hexadecimal digits that follow from rule, subject and due time, so that whoever raises it gives it the same.
public struct AlertID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The alert of a rule about a subject that fell due at an instant.
    public init(rule: RuleName, subject: Tag, due: Timestamp) {
        // Neither a name nor a tag has control characters, so that no two alerts have one text.
        let text = "\(rule)\n\(subject)\n\(due.nanoseconds)"
        rawValue = String(ContentDigest(of: Array(text.utf8)).description.prefix(32))
    }
}
