import DealtrailEngine
public import DealtrailLog
public import DealtrailModel
public import DealtrailProof
import DealtrailSales

extension Trail {
    /// What an erasure did.
    public enum Erasure: Sendable {
        /// The keys are destroyed, and the log says so.
        case erased(ErasureReceipt)
        /// The log said so before; keys that were there again, as after a restore, are destroyed.
        case already(keysFound: Int, receipt: ErasureReceipt?)
        /// A rule refused it, and the refusal was recorded.
        case refused(Refusal)
    }

    /// Makes everything that was sealed of a subject unreadable for ever (`docs/erasure.md`).
    ///
    /// Its keys are overwritten and synced inside the order of the log, before the event is on disk; no key of it is made
    /// meanwhile. No byte of the log changes, so views and proofs stay as they were. Copies of the keys elsewhere, such as
    /// backups, are not reached: restore those with the receipt.
    ///
    /// - Parameters:
    ///   - subject: Whose data.
    ///   - keys: Which keys; `nil` for all that are there.
    ///   - reason: Why, such as the number of the request; no personal data.
    ///   - author: Who does it.
    ///   - id: The idempotency key.
    ///   - signer: The author's key, which signs the command; `nil` leaves it unsigned.
    /// - Throws: `SubjectKeyError`, `LogError`, `AppendError`, `EngineError`. When it throws, keys may be destroyed already while
    ///   the log does not say so; repeated, it does.
    public func erase(
        _ subject: SubjectID, keys: [ContentDigest]? = nil, reason: String, by author: Author, id: CommandID,
        signer: SignerKey? = nil
    ) async throws -> Erasure {
        try await log.whileKeysStandStill { [self] in
            let known = try log.subjectKeys.commitments(of: subject)
            let chosen = keys.map { wanted in known.filter(wanted.contains) } ?? known
            let found = try log.subjectKeys.alive(of: chosen).count
            let request = Subject.erase(subject, keys: chosen, reason: reason)
            let signature = try signer?.sign(command(request, by: author, id: id))
            let handled = try await handle(request, by: author, id: id, signature: signature)
            if let refusal = handled.refusal { return .refused(refusal) }
            // Also when the log said so before.
            try log.subjectKeys.destroy(chosen, of: subject)
            // All of them: an earlier call may have ended before it wrote its receipt.
            let receipts = try receipts(of: subject)
            for receipt in receipts { try log.keep(receipt) }
            guard let position = handled.receipt?.position,
                let made = receipts.first(where: { $0.position == position })
            else { return .already(keysFound: found, receipt: receipts.last) }
            return .erased(made)
        }
    }

    /// What the log says was erased of a subject, oldest first.
    ///
    /// - Throws: `LogError`, `EventError`.
    public func receipts(of subject: SubjectID) throws -> [ErasureReceipt] {
        let filter = EventFilter(query: Query(items: [.init(kinds: [SubjectErased.kind], tags: [.subject(subject)])]))
        return try log.events(filter).map {
            ErasureReceipt(try $0.decode(SubjectErased.self), event: $0, origin: log.origin)
        }
    }
}
