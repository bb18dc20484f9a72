public import DealtrailModel

/// What is known of an author's notes about an account when another is written.
public struct PrivateNoteState: Sendable {
    /// The accounts that exist, of those in scope.
    var accounts: Set<AccountID> = []
    /// The author's notes about the account.
    var notes: Set<NoteID> = []
    /// What was erased of the author.
    var subject = SubjectDecider.initial
}

/// Folds what decisions about private notes rest on.
public enum PrivateNoteDecider: Decider {
    /// Nothing yet.
    public static let initial = PrivateNoteState()
    /// The account's creation, the author's notes, and the erasures of the author.
    public static let fold = Fold<PrivateNoteState> {
        On(AccountCreated.self) { state, event in state.accounts.insert(event.account) }
        On(PrivateNoteAdded.self) { state, event in state.notes.insert(event.note) }
        On(SubjectErased.self) { state, event in state.subject.erased.formUnion(event.keys) }
    }

    static func scope(_ account: AccountID, _ author: SubjectID) -> Query {
        OpportunityDecider.scope(account).or(SubjectDecider.scope(author)).or(
            Query(items: [
                Query.Item(
                    kinds: [PrivateNoteAdded.kind], tags: [.account(account), .owner(ActorID(author.rawValue))])
            ]))
    }
}
