public import DealtrailModel

/// An author wrote down something about a customer that he alone may read (`docs/features.md` row 73).
///
/// It stays with him when the customer changes hands. Erasing him as a subject makes all his notes unreadable.
public struct PrivateNoteAdded: Event {
    /// `private-note.added`.
    public static let kind: EventKind = "private-note.added"

    /// The note.
    public let note: NoteID
    /// The account that it is about.
    public let account: AccountID
    /// Who wrote it, and so who reads it.
    public let author: ActorID
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The text; the author is its subject.
    public let text: Sealed<String>

    /// Creates the event.
    public init(
        note: NoteID, account: AccountID, author: ActorID, opportunity: OpportunityID? = nil, text: Sealed<String>
    ) {
        self.note = note
        self.account = account
        self.author = author
        self.opportunity = opportunity
        self.text = text
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account, the author as the owner of the note, and the opportunity.
    public var tags: [Tag] { Tag.list(.account(account), .owner(author), opportunity.map(Tag.opportunity)) }

    package enum CodingKeys: Int, CodingKey {
        case note = 1
        case account = 2
        case author = 3
        case opportunity = 4
        case text = 5
    }
}
