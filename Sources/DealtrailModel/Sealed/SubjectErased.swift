/// The keys of a subject were destroyed, and with them everything that they had sealed (`docs/erasure.md`).
///
/// They are gone before this event is on disk: it never says so too early. Who did it is in the envelope.
public struct SubjectErased: Event {
    /// `subject.erased`.
    public static let kind: EventKind = "subject.erased"

    /// Whose keys.
    public let subject: SubjectID
    /// The commitments of the keys, ascending.
    public let keys: [ContentDigest]
    /// Why, such as the number of the request.
    public let reason: String

    /// Creates the event.
    public init(subject: SubjectID, keys: [ContentDigest], reason: String) {
        self.subject = subject
        self.keys = keys.sorted()
        self.reason = reason
    }

    /// The subject's.
    public var stream: StreamName { .subject(subject) }
    /// The subject.
    public var tags: [Tag] { [.subject(subject)] }

    package enum CodingKeys: Int, CodingKey {
        case subject = 1
        case keys = 2
        case reason = 3
    }
}
