public import DealtrailLog
public import DealtrailModel

extension Trail {
    /// Seals a value for a subject, whose key is made when there is none.
    ///
    /// The same value for the same command gives the same bytes while the key lives, so a command may be sent again.
    ///
    /// - Parameters:
    ///   - value: Personal data.
    ///   - subject: Whose it is.
    ///   - purpose: What it is for; it opens for nothing else.
    ///   - command: The command that brings it into the log.
    /// - Throws: `SubjectKeyError`, `EncodingError`, `LogError`.
    /// - Complexity: O(value); a key that is made is synced.
    public func seal<Value>(
        _ value: Value, of subject: SubjectID, for purpose: SealedPurpose, by command: CommandID
    ) async throws -> Sealed<Value> {
        try await log.subjectKeys.key(of: subject).seal(value, for: purpose, in: log.origin, by: command)
    }

    /// Opens a value, or says why it cannot be opened.
    ///
    /// - Throws: `SubjectKeyError` when the file of keys cannot be used.
    public func open<Value>(
        _ sealed: Sealed<Value>, for purpose: SealedPurpose
    ) throws(SubjectKeyError) -> Unsealed<Value> {
        switch try log.subjectKeys.key(of: sealed.subject, committedTo: sealed.commitment) {
        case .live(let key): key.open(sealed, for: purpose, in: log.origin).map(Unsealed.value) ?? .unreadable
        case .erased: .erased
        case .missing: .keyMissing
        }
    }
}
