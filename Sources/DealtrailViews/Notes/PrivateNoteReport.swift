public import DealtrailModel
public import DealtrailSales

/// An author's private notes, opened for him (`docs/features.md` row 73).
public struct PrivateNoteReport: Encodable, Sendable {
    /// A note with its text, or with why there is none.
    public struct Line: Encodable, Sendable {
        /// What became of opening the text.
        public enum Status: String, Encodable, Sendable {
            /// It was opened.
            case open
            /// Its key was destroyed.
            case erased
            /// Its key is not in this copy of the trail.
            case keyMissing = "key-missing"
            /// The key does not open it.
            case unreadable
        }

        /// The account that it is about.
        public let account: AccountID
        /// The note.
        public let note: NoteID
        /// The opportunity, when it is about one.
        public let opportunity: OpportunityID?
        /// The event.
        public let by: EventMark
        /// What became of opening it.
        public let status: Status
        /// The text; `nil` unless it was opened.
        public let text: String?

        enum CodingKeys: String, CodingKey {
            case account
            case note
            case opportunity
            case by
            case status
            case text
        }

        /// Creates a line.
        public init(_ note: PrivateNotes.Note, about account: AccountID, _ text: Unsealed<String>) {
            self.account = account
            self.note = note.note
            opportunity = note.opportunity
            by = note.by
            self.text = text.value
            status =
                switch text {
                case .value: .open
                case .erased: .erased
                case .keyMissing: .keyMissing
                case .unreadable: .unreadable
                }
        }
    }

    /// What it answers for.
    public let stamp: AnswerStamp
    /// Whose notes.
    public let author: ActorID
    /// The account that was asked for; `nil` for all.
    public let account: AccountID?
    /// The notes, in the order in which they were recorded.
    public let notes: [Line]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case author
        case account
        case notes
    }

    /// Creates a report.
    public init(stamp: AnswerStamp, author: ActorID, account: AccountID?, notes: [Line]) {
        self.stamp = stamp
        self.author = author
        self.account = account
        self.notes = notes.sorted { $0.by.position < $1.by.position }
    }
}
