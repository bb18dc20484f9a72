public import DealtrailModel

extension PrivateNote {
    /// Writes down something about a customer that the author alone may read (`docs/features.md` row 73).
    ///
    /// The command holds the sealed text, since it is kept with the event; `Trail.addPrivateNote` of the face seals it.
    public struct Add: Command {
        /// The note.
        public let note: NoteID
        /// The account that it is about.
        public let account: AccountID
        /// The opportunity, when it is about one.
        public let opportunity: OpportunityID?
        /// The text; its subject is the author.
        public let text: Sealed<String>

        /// `private-note.add`.
        public static let kind: EventKind = "private-note.add"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account and opportunity.
        public var tags: [Tag] { Tag.list(.account(account), opportunity.map(Tag.opportunity)) }
        /// The account's creation, its notes by the same author, and the erasures of the author.
        public var scope: Query { PrivateNoteDecider.scope(account, text.subject) }

        /// Refuses an unknown account, a note that exists, a text sealed for somebody else, and one whose key is gone.
        public func decide(_ state: PrivateNoteState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(note, account, opportunity)
            guard text.subject == SubjectID(context.author.id) else {
                throw policy.refusal(
                    "private-note.not-yours", "a private note is sealed for its author",
                    ["author": context.author.id, "sealed for": text.subject])
            }
            guard state.accounts.contains(account) else {
                throw policy.refusal(
                    "account.unknown", "there is no account \(account); create it first", ["account": account])
            }
            guard !state.notes.contains(note) else {
                throw policy.refusal(
                    "private-note.exists", "\(context.author.id) has a note \(note) already", ["note": note])
            }
            try state.subject.requireKey(of: text, policy)
            return [
                ProposedEvent(
                    PrivateNoteAdded(
                        note: note, account: account, author: context.author.id, opportunity: opportunity, text: text))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case note = 1
            case account = 2
            case opportunity = 3
            case text = 4
        }

        /// Decisions rest on the account and on what the author wrote about it.
        public typealias Decider = PrivateNoteDecider
    }

    /// Writes down a text that was sealed for its author.
    public static func add(
        _ note: NoteID, about account: AccountID, opportunity: OpportunityID? = nil, text: Sealed<String>
    ) -> Add {
        Add(note: note, account: account, opportunity: opportunity, text: text)
    }
}
