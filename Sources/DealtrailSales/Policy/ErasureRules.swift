public import DealtrailModel

/// Who may destroy the key of what is sealed (`docs/features.md` rows 72 and 73).
///
/// The event stays whatever they say: only its key can be destroyed.
public struct ErasureRules: Codable, Hashable, Sendable {
    /// What a list says when anybody may.
    public static let anybody: ActorID = "anybody"
    /// What the list of private notes says when their author may.
    public static let noteAuthor: ActorID = "author"

    /// Who may destroy a key that sealed private notes, whatever else it sealed: ``anybody``, ``noteAuthor``, persons and roles; nobody when it is empty.
    public var privateNotes: [ActorID]
    /// Who may destroy a key that sealed no private note: ``anybody``, persons and roles; nobody when it is empty.
    public var personalData: [ActorID]

    /// Creates rules.
    ///
    /// A role is what stands before the colon of an author's id: `ops` of `ops:wu`.
    public init(privateNotes: [ActorID] = [anybody], personalData: [ActorID] = [anybody]) {
        self.privateNotes = privateNotes
        self.personalData = personalData
    }

    /// Anybody with a reason.
    public static let standard = ErasureRules()

    /// Whether a list lets an author act, for himself or for the person for whom he acts.
    static func lets(_ author: Author, _ allowed: [ActorID], notesOf subject: SubjectID? = nil) -> Bool {
        let people = [author.id, author.onBehalfOf].compactMap(\.self)
        return allowed.contains { name in
            switch name {
            case anybody: true
            case noteAuthor where subject != nil: people.contains { SubjectID($0) == subject }
            default: people.contains { $0 == name || $0.role == name.rawValue }
            }
        }
    }

    package enum CodingKeys: Int, CodingKey {
        case privateNotes = 1
        case personalData = 2
    }
}

extension SalesPolicy {
    /// Who may erase; as in the standard policy where a policy does not say.
    public var erasing: ErasureRules { erasure ?? .standard }

    /// Checks that an author may destroy keys.
    ///
    /// - Parameters:
    ///   - author: Who is to destroy them.
    ///   - keys: The keys.
    ///   - notes: The keys that sealed private notes of the subject, with the last event of each.
    ///   - subject: Whose keys they are.
    /// - Throws: ``Refusal``: `erasure.private-notes`, `erasure.personal-data`.
    func requireEraser(
        _ author: Author, of keys: [ContentDigest], notes: [ContentDigest: EventID], subject: SubjectID
    ) throws(Refusal) {
        let rules = erasing
        if let note = keys.lazy.compactMap({ notes[$0] }).first,
            !ErasureRules.lets(author, rules.privateNotes, notesOf: subject)
        {
            throw eraserRefusal("erasure.private-notes", "private notes", rules.privateNotes, author, subject, note)
        }
        // What else a key sealed, events of a host service say, and those are not looked for.
        if keys.contains(where: { notes[$0] == nil }), !ErasureRules.lets(author, rules.personalData) {
            throw eraserRefusal("erasure.personal-data", "personal data", rules.personalData, author, subject, nil)
        }
    }

    private func eraserRefusal(
        _ rule: String, _ what: String, _ allowed: [ActorID], _ author: Author, _ subject: SubjectID, _ event: EventID?
    ) -> Refusal {
        let names = allowed.isEmpty ? "nobody" : allowed.map(\.rawValue).joined(separator: ", ")
        return refusal(
            rule, "\(author.id) does not erase \(what) of \(subject); \(names) may",
            [
                "subject": subject, "author": author.id, "onBehalfOf": author.onBehalfOf?.rawValue ?? "none",
                "allowed": names, "event": event?.description ?? "none",
            ])
    }
}
