public import DealtrailModel
public import DealtrailProof

/// Checks files offline, with nothing but the keys that the auditor trusts and the checkpoint that he kept.
public struct Auditor: Sendable {
    /// Whom he trusts.
    public let policy: TrustPolicy
    /// The checkpoint that he kept from before.
    public let known: SignedCheckpoint?
    /// The proof that leads from that checkpoint to the one of the file.
    public let growth: GrowthProof?
    /// The keys that he trusts to be those of authors; an author who rotated his key has several.
    public let authorKeys: [ActorID: Set<AuthorPublicKey>]
    /// Whether each event has to be signed by its author.
    public let requiresAuthors: Bool

    /// Equips an auditor.
    public init(
        policy: TrustPolicy, known: SignedCheckpoint? = nil, growth: GrowthProof? = nil,
        authorKeys: [ActorID: Set<AuthorPublicKey>] = [:], requiresAuthors: Bool = false
    ) {
        self.policy = policy
        self.known = known
        self.growth = growth
        self.authorKeys = authorKeys
        self.requiresAuthors = requiresAuthors
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
        case .signedEvent(let proof): return try check(proof)
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
        try proveAuthors(of: &events, origin: verdict.checkpoint.origin)
        let subject: AuditReport.Subject =
            switch file {
            case .event, .signedEvent: .event
            case .history(let proof): .history(stream: proof.stream)
            case .growth, .checkpoint: .checkpoint
            }
        return AuditReport(
            verdict: verdict, subject: subject, events: events, isContinuing: known?.checkpoint.size)
    }

    /// Checks an event that its author signed, by his keys in the log where the auditor has none.
    private func check(_ proof: SignedEventProof) throws -> AuditReport {
        let found = try SignedEventCheck(proof).verify(policy)
        try requireContinuing(found.verdict.checkpoint)
        var event = found.event
        let (recorded, first) = (event.recorded, found.first.recorded)
        let proof = try AuthorProof(
            of: recorded, first: first, origin: found.verdict.checkpoint.origin, keys: authorKeys)
        event.prove(proof, first: first)
        if let key = event.authorProof.key {
            let author = recorded.author.id
            // Also of a key that the auditor trusts: it may have been revoked before it signed this.
            let position = try SignedEventCheck.registration(of: key, for: author, at: first.position, in: found.keys)
            if case .keyNotKnown = event.authorProof {
                event.authorProof = .registered(key, author: author, position: position)
            }
        }
        try requireProof(event)
        return AuditReport(
            verdict: found.verdict, subject: .event, events: [event], isContinuing: known?.checkpoint.size)
    }

    /// Checks that an event is proved to be its author's, where that is demanded.
    private func requireProof(_ event: AuditedEvent) throws(TrustError) {
        guard requiresAuthors else { return }
        guard case .proved = event.authorProof else {
            throw TrustError(
                .mismatch,
                "the event at position \(event.recorded.position) is not shown to be signed by "
                    + "\(event.recorded.author.id): \(event.authorProof.text)")
        }
    }

    /// Says of each event what its author has signed.
    private func proveAuthors(of events: inout [AuditedEvent], origin: String) throws(TrustError) {
        try requireOneAppendACommand(events)
        let firsts = Dictionary(
            events.filter { $0.recorded.index == 0 }.map { ($0.recorded.position, $0.recorded) },
            uniquingKeysWith: { first, _ in first })
        for index in events.indices {
            let event = events[index].recorded
            let start = event.position.subtractingReportingOverflow(event.index)
            let first = start.overflow ? nil : firsts[start.partialValue]
            let proof = try AuthorProof(of: event, first: first, origin: origin, keys: authorKeys)
            events[index].prove(proof, first: first)
            try requireProof(events[index])
        }
    }

    /// Checks that no command led to two appends: what was signed once would count twice.
    private func requireOneAppendACommand(_ events: [AuditedEvent]) throws(TrustError) {
        var positions: [[UInt8]: UInt64] = [:]
        for event in events.map(\.recorded) where event.index == 0 {
            if let earlier = positions.updateValue(event.position, forKey: Array(event.commandID.rawValue.utf8)) {
                throw TrustError(
                    .mismatch,
                    "the command \(event.commandID) leads the appends at positions \(earlier) and \(event.position)")
            }
        }
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
