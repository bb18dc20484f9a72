/// What is wrong with rules that are each well formed: something they name is not there, or they contradict one another.
public struct PolicyFlaw: Hashable, Sendable, CustomStringConvertible {
    /// The keys that lead to the place, as a policy document has them; an item of a list is its number from 0.
    public let path: [String]
    /// What is wrong, and what would be right.
    public let reason: String

    /// Creates a flaw.
    init(_ path: [String], _ reason: String) {
        self.path = path
        self.reason = reason
    }

    /// `deadlines.quote-overdue.calendar: ...`.
    public var description: String { "\(path.joined(separator: ".")): \(reason)" }
}
