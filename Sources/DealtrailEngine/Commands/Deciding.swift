import DealtrailModel

/// A command with all that its decision needs beside the log: decided for real by the handler, and again by a replay.
struct Deciding<Request: Command>: Sendable {
    let command: Request
    let author: Author
    let id: CommandID
    let occurredAt: OccurredAt?
    let check: SignatureCheck
    let signatures: SignatureSource

    /// What was decided: the events, or one that tells of the refusal.
    struct Decided: Sendable {
        let events: [NewEvent]
        let refusal: Refusal?
        /// Whether the signature holds, and so belongs into the envelope.
        let holds: Bool
    }

    /// Decides on what is known, under some rules; pure.
    ///
    /// - Throws: `EncodingError` when an event has no canonical form.
    func decide(
        _ state: Request.Decider.State, _ keys: AuthorKeys, at now: Timestamp, under rules: any RuleSet,
        _ digest: ContentDigest?
    ) throws -> Decided {
        let context = DecisionContext(
            author: author, commandID: id, occurredAt: occurredAt, now: now, rules: rules, rulesDigest: digest)
        let proposed: [ProposedEvent]
        var holds = false
        do throws(Refusal) {
            try check.require(
                keys, demanded: signatures.demands(rules, Request.kind), kind: Request.kind, version: rules.version)
            holds = true
            proposed = try command.decide(state, in: context)
        } catch {
            let version = error.version.isEmpty ? rules.version : error.version
            let refusal = Refusal(error.rule, version: version, error.explanation, inputs: error.inputs)
            let event = CommandRefused(refusal, of: Request.kind, subject: command.subject, tags: command.tags)
            return Decided(events: [try NewEvent(event)], refusal: refusal, holds: holds)
        }
        return Decided(
            events: try proposed.map { try NewEvent($0.event, cause: $0.cause) }, refusal: nil, holds: holds)
    }
}
