public import DealtrailProof

/// Checks files offline, with nothing but the keys that the auditor trusts and the checkpoint that he kept.
public struct Auditor: Sendable {
    /// Whom he trusts.
    public let policy: TrustPolicy
    /// The checkpoint that he kept from before.
    public let known: SignedCheckpoint?
    /// The proof that leads from that checkpoint to the one of the file.
    public let growth: GrowthProof?

    /// Equips an auditor.
    public init(policy: TrustPolicy, known: SignedCheckpoint? = nil, growth: GrowthProof? = nil) {
        self.policy = policy
        self.known = known
        self.growth = growth
    }

    /// Checks a file.
    ///
    /// - Returns: What is proved.
    /// - Throws: `TrustError`, `ProofError`: what is not proved, and why.
    /// - Complexity: O(*n*) in the length of the file.
    public func check(_ file: AuditFile) throws -> AuditReport {
        let verdict: TrustVerdict
        var events: [AuditedEvent] = []
        switch file {
        case .event(let proof):
            verdict = try proof.verify(policy)
            events = [try AuditedEvent(proof.event, at: proof.index)]
        case .history(let proof): (verdict, events) = try HistoryCheck(proof).verify(policy)
        case .growth(let proof):
            guard let known else {
                throw TrustError(
                    .mismatch,
                    "a consistency proof starts from a checkpoint that you kept; give it with --known-checkpoint")
            }
            return AuditReport(
                verdict: try proof.verify(known: known, policy), subject: .growth(from: proof.oldSize), events: [],
                isContinuing: known.checkpoint.size)
        case .checkpoint(let signed): verdict = try policy.evaluate(signed)
        }
        try requireContinuing(verdict.checkpoint)
        let subject: AuditReport.Subject =
            switch file {
            case .event: .event
            case .history(let proof): .history(stream: proof.stream)
            case .growth, .checkpoint: .checkpoint
            }
        return AuditReport(
            verdict: verdict, subject: subject, events: events, isContinuing: known?.checkpoint.size)
    }

    /// Checks that the log of a checkpoint continues that of the known one.
    private func requireContinuing(_ found: Checkpoint) throws {
        guard let known else { return }
        let old = try policy.evaluate(known).checkpoint
        guard old.origin.utf8.elementsEqual(found.origin.utf8) else {
            throw TrustError(.otherOrigin, "the known checkpoint is of \(old.origin), the file of \(found.origin)")
        }
        guard old.size <= found.size else {
            throw TrustError(
                .rolledBack,
                "the file's checkpoint has \(found.size) events, the one you know has \(old.size); ask for a newer file"
            )
        }
        if old.size == found.size {
            guard old.root == found.root else {
                throw TrustError(.forked, "of \(old.size) events there are two roots, \(old.root) and \(found.root)")
            }
            return
        }
        guard let growth else {
            throw TrustError(
                .mismatch,
                "the file does not show that the log continues your checkpoint of \(old.size) events; give a "
                    + "proof of that with --consistency")
        }
        guard growth.checkpoint.checkpoint == found else {
            throw TrustError(.mismatch, "the consistency proof leads to another checkpoint than that of the file")
        }
        _ = try growth.verify(known: known, policy)
    }
}
