public import DealtrailEngine
public import DealtrailModel
public import DealtrailSales
public import DealtrailViews

extension Trail {
    /// Writes down a note that its author alone may read (`docs/features.md` row 73).
    ///
    /// The text is sealed before it comes near the log.
    ///
    /// - Throws: `SubjectKeyError`, and as ``handle(_:by:id:occurredAt:correlation:causation:signature:)``.
    public func addPrivateNote(
        _ note: NoteID, about account: AccountID, opportunity: OpportunityID? = nil, text: String, by author: Author,
        id: CommandID, occurredAt: OccurredAt? = nil
    ) async throws -> Handled {
        let sealed = try await seal(text, of: SubjectID(author.id), for: .privateNote, by: id)
        return try await handle(
            PrivateNote.add(note, about: account, opportunity: opportunity, text: sealed), by: author, id: id,
            occurredAt: occurredAt)
    }

    /// The notes of an author, opened for him.
    ///
    /// Whoever may call this may read them: the service that embeds us says who its caller is.
    ///
    /// - Parameters:
    ///   - author: Whose notes.
    ///   - account: About which customer; `nil` for all. Merged accounts are one.
    ///   - point: Up to when; a text that was erased since stays erased.
    /// - Throws: `SubjectKeyError` when the file of keys cannot be used; `LogError`, `EngineError`.
    /// - Complexity: O(accounts with notes).
    public func privateNotes(
        of author: ActorID, about account: AccountID? = nil, asOf point: AsOf = .head
    ) async throws -> PrivateNoteReport {
        let answer = try await states(PrivateNotes.self, asOf: point)
        let accounts = try account.map {
            Set(try mergedAccounts(point, upTo: answer.stamp.position).members(of: $0).map { Tag.account($0).rawValue })
        }
        var lines: [PrivateNoteReport.Line] = []
        for (key, state) in answer.states where accounts?.contains(key) ?? true {
            let about = AccountID(String(key.dropFirst("account:".count)))
            for note in state.notes where note.author == author && note.text.subject == SubjectID(author) {
                lines.append(.init(note, about: about, try open(note.text, for: .privateNote)))
            }
        }
        return PrivateNoteReport(stamp: answer.stamp, author: author, account: account, notes: lines)
    }
}
