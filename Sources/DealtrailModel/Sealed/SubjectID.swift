/// Whose data something is: the person or thing that an erasure is about, such as `contact:C-17` or `rep:lin`.
///
/// It stays in the log after an erasure, so it is a number or a pseudonym and no name (DESIGN section 3).
public struct SubjectID: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked; an append checks the names made of it.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The subject that an author is of what he writes for himself (`docs/features.md` row 73).
    public init(_ author: ActorID) { rawValue = author.rawValue }
}

extension StreamName {
    /// The stream of a subject: `subject:ID`.
    public static func subject(_ id: SubjectID) -> StreamName { StreamName("subject:\(id)") }
}

extension Tag {
    /// Of what concerns a subject itself, such as its erasure: `subject:ID`.
    public static func subject(_ id: SubjectID) -> Tag { Tag("subject", id.rawValue) }
}
