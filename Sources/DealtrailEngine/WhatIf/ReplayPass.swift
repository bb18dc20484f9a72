import DealtrailLog
import DealtrailModel

/// One walk over recorded commands, with what decisions rest on kept between them.
struct ReplayPass {
    let handler: CommandHandler
    let catalog: Catalog
    let candidate: @Sendable (any RuleSet) throws -> any RuleSet
    let parts: @Sendable (any RuleSet) throws -> [(name: String, rules: any RuleSet)]
    private(set) var result: DecisionReplay

    /// What was known at a position, by scope: the next decision about the same thing folds only what came since.
    private var known: [Premises: any Known] = [:]
    private var candidates: [ContentDigest?: any RuleSet] = [:]
    private var partsKnown: [ContentDigest?: [(name: String, rules: any RuleSet)]] = [:]
    /// How many scopes are kept; about a kilobyte each.
    private static let knownLimit = 65_536

    private protocol Known {}

    /// What a premise was folded for: the same events may stand in both scopes, and then mean more.
    private struct Premises: Hashable {
        let scope: Query
        let keys: Query
    }

    private struct Premised<Subject: Decider>: Known {
        var premise: Premise<Subject>
        var upTo: UInt64
    }

    init(
        handler: CommandHandler, catalog: Catalog, candidate: @escaping @Sendable (any RuleSet) throws -> any RuleSet,
        parts: @escaping @Sendable (any RuleSet) throws -> [(name: String, rules: any RuleSet)], range: Range<UInt64>
    ) {
        self.handler = handler
        self.catalog = catalog
        self.candidate = candidate
        self.parts = parts
        result = DecisionReplay(range: range)
    }

    /// Decides the command of an event again.
    mutating func decide(_ event: RecordedEvent) throws {
        guard let canonical = event.command, let record = try? CommandRecord(canonical: canonical) else { return }
        guard let type = catalog.commands[record.kind], record.version <= type.version,
            let command = Self.command(type, record)
        else {
            result.unknown[record.kind, default: 0] += 1
            return
        }
        try decide(command, record, event)
    }

    private static func command<Request: Command>(_ type: Request.Type, _ record: CommandRecord) -> (any Command)? {
        try? CBORDecoder().decode(type, from: record.arguments)
    }

    private mutating func decide<Request: Command>(
        _ command: Request, _ record: CommandRecord, _ event: RecordedEvent
    ) throws {
        // A signature that did not hold stands in the refusal, not in the envelope.
        let signature = try event.signature ?? refusedSignature(event)
        let check = SignatureCheck(signature, of: record.canonical, by: record.author.id)
        let deciding = Deciding(
            command: command, author: record.author, id: record.id, occurredAt: record.occurredAt, check: check,
            signatures: handler.signatures)
        let inForce = try handler.ruleSet(event.rules)
        let other = try candidate(for: event.rules, inForce)
        let now = event.recordedAt
        // Each side rests on what its own rules ask for; for most commands that is the same, and known.
        let (first, isWhole) = try premise(of: command, under: inForce, check, before: event.position)
        let second =
            isWhole && command.furtherScope(first.state, under: other).items.isEmpty
            ? first : try premise(of: command, under: other, check, before: event.position).premise
        let before = try deciding.decide(first.state, first.keys, at: now, under: inForce, event.rules)
        let after = try deciding.decide(second.state, second.keys, at: now, under: other, event.rules)
        result.decided += 1
        let actual = DecisionOutcome(before.events, before.refusal)
        let recorded = try handler.log.events(in: event.position..<event.position + event.count)
        if try DecisionChange.effect(DecisionOutcome(recorded: recorded), actual) != nil {
            result.drifted.append(event.position)
        }
        let changed = DecisionOutcome(after.events, after.refusal)
        guard let effect = DecisionChange.effect(actual, changed) else { return }
        // A refusal names its rule; where there is none, each part is tried alone.
        var causes: [String] = []
        if actual.refusal == nil, changed.refusal == nil {
            for part in try parts(for: event.rules, inForce) {
                let third = try premise(of: command, under: part.rules, check, before: event.position).premise
                let alone = try deciding.decide(third.state, third.keys, at: now, under: part.rules, event.rules)
                let outcome = DecisionOutcome(alone.events, alone.refusal)
                if DecisionChange.effect(actual, outcome) != nil { causes.append(part.name) }
            }
        }
        result.changes.append(
            DecisionChange(
                effect: effect, position: event.position, event: event.id, commandID: record.id, command: record.kind,
                subject: command.subject, tags: command.tags, author: record.author, recordedAt: event.recordedAt,
                occurredAt: event.occurredAt, rules: event.rules, causes: causes, before: actual,
                after: changed))
    }

    private func refusedSignature(_ event: RecordedEvent) throws -> CommandSignature? {
        guard event.kind == CommandRefused.kind else { return nil }
        let refusal = try event.decode(CommandRefused.self).refusal
        guard refusal.rule.hasPrefix(SignatureCheck.rules), let key = refusal.inputs["key"],
            let bytes = refusal.inputs["signature"]
        else { return nil }
        return CommandSignature(key: key, hex: bytes)
    }

    private mutating func candidate(for digest: ContentDigest?, _ inForce: any RuleSet) throws -> any RuleSet {
        if let made = candidates[digest] { return made }
        let made = try candidate(inForce)
        candidates[digest] = made
        return made
    }

    private mutating func parts(
        for digest: ContentDigest?, _ inForce: any RuleSet
    ) throws -> [(name: String, rules: any RuleSet)] {
        if let made = partsKnown[digest] { return made }
        let made = try parts(inForce)
        partsKnown[digest] = made
        return made
    }

    /// What was known before a position of all that a command rests on under some rules, and whether its scope is all of it.
    private mutating func premise<Request: Command>(
        of command: Request, under rules: any RuleSet, _ check: SignatureCheck, before position: UInt64
    ) throws -> (premise: Premise<Request.Decider>, isWhole: Bool) {
        var further = Query.none
        while true {
            let found = try premise(of: command, within: command.scope.or(further), check, before: position)
            let wanted = command.furtherScope(found.state, under: rules)
            guard !further.includes(wanted) else { return (found, further.items.isEmpty) }
            further = further.or(wanted)
        }
    }

    /// What was known of a scope before a position.
    private mutating func premise<Request: Command>(
        of command: Request, within scope: Query, _ check: SignatureCheck, before position: UInt64
    ) throws -> Premise<Request.Decider> {
        let keyScope = check.scope(handler.signatures)
        let premises = Premises(scope: scope, keys: keyScope)
        var found =
            known[premises] as? Premised<Request.Decider>
            ?? Premised(premise: Premise<Request.Decider>(), upTo: 0)
        // The rules come from the event; those of a fixed source need no events.
        let fold = Premise<Request.Decider>.fold(
            scope: scope, rules: .fixed(handler.rules.initial), keys: handler.signatures.keys,
            keyScope: keyScope)
        try handler.log.scan(EventFilter(query: scope.or(keyScope)), in: found.upTo..<position, direction: .forward) {
            event in
            try fold.apply(event, to: &found.premise)
            return true
        }
        found.upTo = position
        if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
        known[premises] = found
        return found.premise
    }
}
