public import Dealtrail

/// What is still to deliver: derived from the log (DESIGN section 7).
///
/// Owed is, for each event from where a reaction was enabled on, what the reaction says of it, less what is recorded as
/// delivered. So there is no queue beside the log that could differ from it; a checkpoint spares a process that starts what
/// another has folded.
public struct OutboxView: Sendable {
    /// How many events of the log are in it.
    public private(set) var size: UInt64 = 0
    /// How many messages were delivered, of those that are looked at.
    public private(set) var delivered: UInt64 = 0
    /// How many commands of reactions were decided.
    public private(set) var applied: UInt64 = 0
    private(set) var items: [MessageKey: OutboxItem] = [:]
    private var letters: [MessageKey: DeadLetter] = [:]
    private var enablings: [ReactionName: [Enabling]] = [:]
    private let known: ReactionCatalog

    /// Before the first event.
    public init(reactions: ReactionCatalog = ReactionCatalog()) {
        known = reactions
    }

    /// The reactions that are enabled, by name and in the order of their versions.
    public var reactions: [ReactionStanding] {
        enablings.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.standing) }
    }

    /// What is owed and not dead, in the order of the events.
    public var owed: [OutboxItem] { items.values.filter { !$0.isDead }.sorted(by: OutboxItem.precedes) }

    /// The dead letters, in the order in which they died.
    public var deadLetters: [DeadLetter] { letters.values.sorted { $0.position < $1.position } }

    /// The dead letter with this key; `nil` when there is none.
    public func deadLetter(_ key: MessageKey) -> DeadLetter? { letters[key] }

    /// A reaction in the version that an item is of; `nil` when it is not known here.
    func reaction(of item: OutboxItem) -> (any EventReaction)? {
        guard let enabling = enablings[item.reaction]?.last(where: { $0.enabled.version == item.version }),
            case .success(let reaction) = enabling.reaction
        else { return nil }
        return reaction
    }

    /// Takes in what was recorded since.
    ///
    /// - Throws: `LogError`, `EventError`.
    /// - Complexity: O(events of the outbox and events that an enabled reaction wants) since the last call, the first time since
    ///   the checkpoint of the trail; from the beginning when a reaction was enabled or disabled.
    public mutating func catchUp(with trail: Trail) throws { try catchUp(with: trail, upTo: .max) }

    /// The same up to a size of the log.
    mutating func catchUp(with trail: Trail, upTo bound: UInt64) throws {
        let end = try min(trail.head().size, bound)
        guard end > size else { return }
        do {
            if size == 0 { try restore(trail, upTo: end) }
            let switches = EventFilter(query: .kinds(ReactionEnabled.kind, ReactionDisabled.kind))
            if try !trail.log.events(switches, in: size..<end, limit: 1).isEmpty {
                self = OutboxView(reactions: known)
                for event in try trail.log.events(switches, in: 0..<end) { try take(switch: event, trail.log.blobs) }
            }
            try fold(trail, to: end)
        } catch {
            // Half of it may be in: the next call begins anew.
            self = OutboxView(reactions: known)
            throw error
        }
    }

    /// Begins with what another process has folded, where that is of this log and of the reactions as they are known here.
    private mutating func restore(_ trail: Trail, upTo end: UInt64) throws {
        guard let checkpoint = try OutboxCheckpoint.read(of: trail), checkpoint.size <= end else { return }
        var view = OutboxView(reactions: known)
        let switches = EventFilter(query: .kinds(ReactionEnabled.kind, ReactionDisabled.kind))
        for event in try trail.log.events(switches, in: 0..<checkpoint.size) {
            try view.take(switch: event, trail.log.blobs)
        }
        guard view.standings == checkpoint.standings else { return }
        view.size = checkpoint.size
        view.delivered = checkpoint.delivered
        view.applied = checkpoint.applied
        view.items = Dictionary(checkpoint.items.map { ($0.key, $0) }) { $1 }
        view.letters = Dictionary(checkpoint.letters.map { ($0.letter.key, $0) }) { $1 }
        self = view
    }

    /// What a process that starts needs to go on from here; `nil` before the first event.
    ///
    /// - Throws: `LogError`, `EventError`.
    func checkpoint(of trail: Trail) throws -> OutboxCheckpoint? {
        guard size > 0, let last = try trail.event(at: size - 1) else { return nil }
        return OutboxCheckpoint(
            origin: trail.log.origin, size: size, lastEvent: ContentDigest(of: last.canonical), standings: standings,
            delivered: delivered, applied: applied, items: items.values.sorted(by: OutboxItem.precedes),
            letters: deadLetters)
    }

    private var standings: [OutboxCheckpoint.Standing] {
        enablings.values.joined().map { enabling in
            var isKnown = false
            if case .success = enabling.reaction { isKnown = true }
            return OutboxCheckpoint.Standing(enabledAt: enabling.position, isKnown: isKnown)
        }.sorted { $0.enabledAt < $1.enabledAt }
    }

    private mutating func take(switch event: RecordedEvent, _ blobs: BlobStore) throws {
        if event.kind == ReactionEnabled.kind {
            let enabled = try event.decode(ReactionEnabled.self)
            enablings[enabled.reaction, default: []].append(Enabling(enabled, at: event.position, known, blobs))
        } else {
            enablings[try event.decode(ReactionDisabled.self).reaction] = nil
        }
    }

    private mutating func fold(_ trail: Trail, to end: UInt64) throws {
        let own = Query(items: [Query.Item(kinds: Outbox.kinds)])
        // Before the first event that anybody wants there are dead letters of reactions that are disabled.
        let first = max(size, min(end, enablings.values.joined().map(\.from).min() ?? end))
        let context = ReactionContext(origin: trail.log.origin, catalog: trail.catalog)
        try scan(trail, own, size..<first, context)
        let wanted = enablings.values.joined().reduce(own) { query, enabling in
            guard case .success(let reaction) = enabling.reaction else { return query }
            return query.or(reaction.query)
        }
        try scan(trail, wanted, first..<end, context)
        size = end
    }

    private mutating func scan(
        _ trail: Trail, _ query: Query, _ range: Range<UInt64>, _ context: ReactionContext
    ) throws {
        guard !range.isEmpty else { return }
        try trail.log.scan(EventFilter(query: query), in: range, direction: .forward) { view in
            let event = try view.recorded()
            if Outbox.kinds.contains(event.kind) { try note(event) } else { derive(event, context) }
            return true
        }
    }

    // MARK: - What is owed

    private mutating func derive(_ event: RecordedEvent, _ context: ReactionContext) {
        for (name, versions) in enablings {
            // A later version takes over from where it begins.
            guard let enabling = versions.last(where: { $0.from <= event.position }),
                case .success(let reaction) = enabling.reaction,
                reaction.query.matches(kind: event.kind, tags: event.tags)
            else { continue }
            let destinations: [OutboxItem.Destination]
            do {
                destinations = try reaction.react(to: event, in: context).map { output in
                    switch output {
                    case .message(let draft): .endpoint(draft.endpoint)
                    case .command(let command): .command(type(of: command).kind)
                    }
                }
            } catch {
                // What it says may hold what is private; the type does not.
                destinations = [.none("the reaction failed: \(type(of: error))")]
            }
            for (index, destination) in destinations.enumerated() {
                let key = MessageKey(origin: context.origin, reaction: name, event: event.id, index: index)
                items[key] = OutboxItem(
                    key: key, reaction: name, version: enabling.enabled.version, event: event.id,
                    position: event.position, stream: event.stream, index: index, destination: destination,
                    enabledAt: enabling.position)
            }
        }
    }

    // MARK: - What became of it

    private mutating func note(_ event: RecordedEvent) throws {
        switch event.kind {
        case MessageDelivered.kind:
            delivered += 1
            finish(try event.decode(MessageDelivered.self).key)
        case ReactionApplied.kind:
            applied += 1
            finish(try event.decode(ReactionApplied.self).key)
        case MessageFailed.kind:
            let failed = try event.decode(MessageFailed.self)
            items[failed.key]?.attempts = failed.attempt
            items[failed.key]?.nextAttempt = failed.nextAttempt
            items[failed.key]?.lastFailure = failed.reason
        case MessageDeadLettered.kind:
            let letter = try event.decode(MessageDeadLettered.self)
            letters[letter.key] = DeadLetter(letter: letter, recordedAt: event.recordedAt, position: event.position)
            items[letter.key]?.isDead = true
        case MessageResent.kind:
            let resent = try event.decode(MessageResent.self)
            letters[resent.key] = nil
            items[resent.key]?.resend()
        case OutboxClaimed.kind:
            guard let start = try event.decode(OutboxClaimed.self).resumeFrom else { return }
            for (key, item) in items where item.position < start && item.enabledAt < event.position && !item.isDead {
                items[key]?.isWithheld = true
            }
        default: break
        }
    }

    private mutating func finish(_ key: MessageKey) {
        items[key] = nil
        letters[key] = nil
    }
}

extension OutboxItem {
    fileprivate mutating func resend() {
        isDead = false
        isWithheld = false
        attempts = 0
        nextAttempt = nil
        resent += 1
    }
}
