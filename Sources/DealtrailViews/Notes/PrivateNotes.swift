public import DealtrailModel
public import DealtrailSales

/// The private notes about each account, sealed (`docs/features.md` row 73).
///
/// It copies sealed texts and never opens them, so it is the same before and after an erasure.
public enum PrivateNotes: Projection {
    /// The notes about an account.
    public struct State: Codable, Hashable, Sendable {
        /// In the order in which they were written.
        public internal(set) var notes: [Note] = []

        enum CodingKeys: Int, CodingKey {
            case notes = 1
        }
    }

    /// A note.
    public struct Note: Codable, Hashable, Sendable {
        /// The note.
        public let note: NoteID
        /// Who wrote it, and so who reads it.
        public let author: ActorID
        /// The opportunity, when it is about one.
        public let opportunity: OpportunityID?
        /// The text.
        public let text: Sealed<String>
        /// The event.
        public let by: EventMark

        enum CodingKeys: Int, CodingKey {
            case note = 1
            case author = 2
            case opportunity = 3
            case text = 4
            case by = 5
        }
    }

    /// `private-notes`.
    public static let name = "private-notes"
    /// 1.
    public static let codeVersion: UInt32 = 1

    /// No note.
    public static func initial(key: String) -> State { State() }

    /// The notes; nothing else.
    public static let rows = ProjectionRows<State>(
        [
            ProjectionRows<State>.Row(PrivateNoteAdded.kind, key: .tag("account")) { state, event in
                let added = try event.decode(PrivateNoteAdded.self)
                // A fact that somebody appends may say anything: a note is its author's, and sealed for him.
                guard added.text.subject == SubjectID(added.author), try event.authorID == added.author else { return }
                state.notes.append(
                    Note(
                        note: added.note, author: added.author, opportunity: added.opportunity, text: added.text,
                        by: try EventMark(event)))
            }
        ],
        ignoring: Set(Catalog.sales.events.keys).subtracting([PrivateNoteAdded.kind]))
}
