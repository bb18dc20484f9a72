public import DealtrailLog
public import DealtrailModel
import Synchronization

/// Decides commands against a log and records what follows, the refusals too.
///
/// A command is decided inside the order of the log, under the rules in force there: no event comes between what a
/// decision rests on and what it appends. The same command id is decided once; a repetition gives the first answer.
///
/// ```swift
/// switch try await handler.handle(change, by: lin, id: "req-8841") {
/// case .accepted(let accepted): print(accepted.position)
/// case .unchanged: break
/// case .refused(let refusal, _): print(refusal.rule, refusal.explanation)
/// }
/// ```
public final class CommandHandler: Sendable {
    /// The log.
    public let log: any EventLog
    /// Where the rules in force come from.
    public let rules: RulesSource
    /// Where the keys of authors come from.
    public let signatures: SignatureSource
    private let loaded = Mutex<[ContentDigest: any RuleSet]>([:])

    /// Creates a handler.
    public init(log: any EventLog, rules: RulesSource, signatures: SignatureSource = .none) {
        self.log = log
        self.rules = rules
        self.signatures = signatures
    }

    /// Decides a command and records the outcome.
    ///
    /// Events that say nothing of when they happened, under a command that says nothing either, happened when they
    /// were recorded: the author acts now.
    ///
    /// - Parameters:
    ///   - command: What is asked for.
    ///   - author: Who asks.
    ///   - id: The idempotency key, of the author's choice.
    ///   - occurredAt: When it happened; `nil` for now.
    ///   - correlation: What it belongs to; by default the command itself.
    ///   - causation: The event that caused it.
    ///   - portAnswers: What ports answered before, as canonical CBOR.
    ///   - signature: The author's signature of the command. It is checked against the key that is in force where the
    ///     command is decided; one that does not hold is refused, and the refusal recorded.
    ///   - effect: What has to happen before the events are on disk, such as the destruction of a key. It is called inside
    ///     the order of the log, when the command is accepted and changes something; it may be called again, and when it
    ///     throws nothing is recorded.
    /// - Throws: `AppendError` (`commandReused` for a known id with other content, and what the author or the events
    ///   lack), `LogError`, what `effect` throws, `EventError` when an event of the scope does not read, ``EngineError`` when the rules in
    ///   force cannot be loaded, `EncodingError` when the command has no canonical form.
    public func handle<Request: Command>(
        _ command: Request, by author: Author, id: CommandID, occurredAt: OccurredAt? = nil,
        correlation: CorrelationID? = nil, causation: EventID? = nil, portAnswers: [UInt8]? = nil,
        signature: CommandSignature? = nil, before effect: (@Sendable () throws -> Void)? = nil
    ) async throws -> Handled {
        let record = try CommandRecord(command, origin: log.origin, id: id, author: author, occurredAt: occurredAt)
        let canonical = record.canonical
        let decided = DecidedEvents()
        let check = SignatureCheck(signature, of: canonical, by: author.id)
        let deciding = Deciding(
            command: command, author: author, id: id, occurredAt: occurredAt, check: check, signatures: signatures)
        // What the decision asks for beyond its scope is known when that was read; then all of it is read.
        var further = Query.none
        while true {
            let attempt = transaction(deciding, within: command.scope.or(further), canonical) {
                [self, further] premise, now in
                let digest = premise.rules.digest(at: now)
                let inForce = try ruleSet(digest)
                let wanted = command.furtherScope(premise.state, under: inForce)
                guard further.includes(wanted) else { throw FurtherScope(query: wanted) }
                let made = try deciding.decide(premise.state, premise.keys, at: now, under: inForce, digest)
                decided.note(made.events)
                guard !made.events.isEmpty else { return nil }
                let request = AppendRequest(
                    made.events, by: author, id: id, occurredAt: occurredAt ?? .at(now), correlation: correlation,
                    causation: causation, rules: digest, command: canonical, portAnswers: portAnswers,
                    signature: made.holds ? signature : nil)
                // Last of all: what cannot be stored has no effect.
                try request.validate(from: .decision)
                if made.refusal == nil { try effect?() }
                return request
            }
            do {
                guard let receipt = try await log.transact(attempt) else { return .unchanged }
                return try outcome(receipt, decided.events, check)
            } catch let error as FurtherScope {
                further = further.or(error.query)
            }
        }
    }

    /// A decision over the events of a scope, the rules and the author's keys.
    private func transaction<Request: Command>(
        _ deciding: Deciding<Request>, within scope: Query, _ canonical: [UInt8],
        decide: @escaping @Sendable (Premise<Request.Decider>, Timestamp) throws -> AppendRequest?
    ) -> Transaction<Premise<Request.Decider>> {
        let keyScope = deciding.check.scope(signatures)
        return Transaction(
            commandID: deciding.id, command: canonical, scope: scope.or(rules.scope).or(keyScope),
            initial: Premise<Request.Decider>(),
            fold: Premise<Request.Decider>.fold(
                scope: scope, rules: rules, keys: signatures.keys, keyScope: keyScope), decide: decide)
    }

    /// The rules with a digest; those built in for none.
    ///
    /// - Throws: ``EngineError`` (`rulesUnavailable`).
    public func ruleSet(_ digest: ContentDigest?) throws -> any RuleSet {
        guard let digest else { return rules.initial }
        if let known = loaded.withLock({ $0[digest] }) { return known }
        let found: any RuleSet
        do {
            found = try rules.load(digest)
        } catch let error as EngineError {
            throw error
        } catch {
            throw EngineError(.rulesUnavailable, "rules \(digest.short): \(error)")
        }
        loaded.withLock { $0[digest] = found }
        return found
    }

    /// The rules in force at an instant, as a decision then would take them.
    ///
    /// - Parameters:
    ///   - now: The instant.
    ///   - known: The positions that are known; by default all that there are. What is recorded beyond them decides nothing.
    /// - Throws: ``EngineError`` (`rulesUnavailable`), `LogError`, `EventError`.
    public func rulesInForce(
        at now: Timestamp, known: Range<UInt64> = 0..<UInt64.max
    ) throws -> (rules: any RuleSet, digest: ContentDigest?) {
        var history = RulesHistory()
        try log.scan(EventFilter(query: rules.scope), in: known, direction: .forward) { event in
            try event.checkBody()
            try history.note(event, from: rules)
            return true
        }
        let digest = history.digest(at: now)
        return (try ruleSet(digest), digest)
    }

    /// What a receipt stands for; a repeated one is read from the log, so that it says what was said at first.
    private func outcome(
        _ receipt: Receipt, _ decided: [NewEvent]?, _ check: SignatureCheck
    ) throws -> Handled {
        if !receipt.isReplay, let decided, decided.count == receipt.eventIDs.count {
            if let first = decided.first, first.kind == CommandRefused.kind {
                return .refused(try CBORDecoder().decode(CommandRefused.self, from: first.payload).refusal, receipt)
            }
            let facts = decided.indices.map { index in
                Accepted.Fact(
                    id: receipt.eventIDs[index], kind: decided[index].kind, stream: decided[index].stream,
                    position: receipt.positions.lowerBound + UInt64(index))
            }
            return .accepted(Accepted(receipt: receipt, events: facts))
        }
        let events = try log.events(in: receipt.positions)
        if let first = events.first { try check.requireSame(as: first) }
        if let first = events.first, first.kind == CommandRefused.kind {
            return .refused(try first.decode(CommandRefused.self).refusal, receipt)
        }
        let facts = events.map { Accepted.Fact(id: $0.id, kind: $0.kind, stream: $0.stream, position: $0.position) }
        return .accepted(Accepted(receipt: receipt, events: facts))
    }
}
