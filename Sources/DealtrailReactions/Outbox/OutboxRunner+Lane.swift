import Dealtrail

extension OutboxRunner {
    /// What became of an item, and whether those behind it may follow.
    private enum Step {
        case goOn
        case stop
    }

    /// Delivers what waits for one another, until something has to wait.
    func deliver(_ lane: [OutboxItem]) async throws -> OutboxRound {
        var round = OutboxRound()
        for item in lane {
            try Task.checkCancellation()
            if isStopping { break }
            // Looked at anew: a receiver may take its time, and a signature says when it was made.
            let now = clock()
            if item.nextAttempt.map({ $0 > now }) ?? false { break }
            if try await deliver(item, now, &round) == .stop { break }
        }
        return round
    }

    private func deliver(_ item: OutboxItem, _ now: Timestamp, _ round: inout OutboxRound) async throws -> Step {
        guard !item.isWithheld else {
            let reason = "the trail was restored or copied; another directory may have delivered it"
            return try await bury(item, .withheld, reason, &round)
        }
        if case .endpoint(let name) = item.destination {
            guard endpoints[name] != nil, pauses.isOpen(name, at: now) else { return .stop }
        }
        guard let event = try trail.event(at: item.position), let reaction = view.reaction(of: item) else {
            return .stop
        }
        let output: ReactionOutput
        do {
            let context = ReactionContext(origin: trail.log.origin, catalog: trail.catalog)
            let outputs = try reaction.react(to: event, in: context)
            guard outputs.indices.contains(item.index) else {
                return try await bury(item, .unusable, "the reaction says something else than before", &round)
            }
            output = outputs[item.index]
        } catch is CancellationError {
            throw CancellationError()
        } catch let error where !(error is LogError) {
            return try await bury(item, .unusable, "the reaction failed: \(type(of: error))", &round)
        }
        switch output {
        case .message(let draft): return try await send(draft, item, event, now, &round)
        case .command(let command): return try await apply(command, item, event, &round)
        }
    }

    // MARK: - Messages

    private func send(
        _ draft: MessageDraft, _ item: OutboxItem, _ event: RecordedEvent, _ now: Timestamp, _ round: inout OutboxRound
    ) async throws -> Step {
        guard let endpoint = endpoints[draft.endpoint] else { return .stop }
        let message = OutboundMessage(
            key: item.key, reaction: item.reaction, event: item.event, kind: event.kind,
            contentType: draft.contentType, body: draft.body, sentAt: now)
        let outcome: DeliveryOutcome
        do {
            outcome = try await endpoint.adapter.deliver(message)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            outcome = .failed(DeliveryFailure("the adapter failed: \(type(of: error))"))
        }
        let attempt = item.attempts + 1
        switch outcome {
        case .delivered(let status):
            pauses.succeed(draft.endpoint)
            let delivered = MessageDelivered(
                key: item.key, reaction: item.reaction, endpoint: draft.endpoint, event: item.event, attempt: attempt,
                status: status)
            try await record(Message.record(delivered), "delivered", item, event)
            round.delivered += 1
            return .goOn
        case .failed(let failure) where failure.isPermanent:
            return try await bury(
                item, .rejected, failure.reason, &round, attempts: attempt, status: failure.status)
        case .failed(let failure):
            let delay = max(endpoint.retry.delay(after: attempt, of: item.key), failure.retryAfter ?? .zero)
            let next = now.advanced(by: delay)
            pauses.fail(draft.endpoint, until: next, limit: settings.failuresBeforePause, at: now)
            if failure.retryAfter != nil { pauses.pause(draft.endpoint, until: next) }
            guard attempt < endpoint.retry.attempts else {
                return try await bury(
                    item, .exhausted, failure.reason, &round, attempts: attempt, status: failure.status)
            }
            let failed = MessageFailed(
                key: item.key, reaction: item.reaction, endpoint: draft.endpoint, event: item.event, attempt: attempt,
                reason: failure.reason, status: failure.status, nextAttempt: next)
            try await record(Message.record(failed), "failed-\(attempt)", item, event)
            round.failed += 1
            return .stop
        }
    }

    // MARK: - Commands

    private func apply(
        _ command: any Command, _ item: OutboxItem, _ event: RecordedEvent, _ round: inout OutboxRound
    ) async throws -> Step {
        // Whoever resends a dead letter has looked at it: he may let one more step follow.
        guard try item.resent > 0 || depth(of: event) < settings.maximumDepth else {
            let reason = "\(settings.maximumDepth) reactions have followed from one another; this one would be the next"
            return try await bury(item, .loop, reason, &round)
        }
        let handled: Handled
        do {
            handled = try await trail.handle(
                command, by: Author(.reaction(item.reaction), kind: .automation, channel: .outbox),
                id: CommandID(item.key.rawValue), correlation: event.correlation, causation: event.id)
        } catch let error as AppendError where error.code != .clock {
            // The same key with another command, or names that cannot be stored: it will not become better.
            return try await bury(item, .unusable, error.description, &round)
        }
        let outcome: ReactionApplied.Outcome =
            switch handled {
            case .accepted: .accepted
            case .refused: .refused
            case .unchanged: .unchanged
            }
        let applied = ReactionApplied(
            key: item.key, reaction: item.reaction, event: item.event, command: type(of: command).kind,
            outcome: outcome)
        try await record(Reaction.record(applied), "applied", item, event)
        round.applied += 1
        return .goOn
    }

    /// How many reactions an event has followed from, one after another, up to the most that may.
    private func depth(of event: RecordedEvent) throws -> Int {
        var depth = 0
        var current = event
        // Causes come before what they cause, so that this ends; a chain without reactions in it is not followed for ever.
        for _ in 0..<1_000 {
            if current.author.kind == .automation, current.author.id.isReaction { depth += 1 }
            guard depth < settings.maximumDepth, let cause = current.causation, let next = try trail.event(cause)
            else { break }
            current = next
        }
        return depth
    }

    // MARK: - What became of it

    private func bury(
        _ item: OutboxItem, _ cause: MessageDeadLettered.Cause, _ reason: String, _ round: inout OutboxRound,
        attempts: Int? = nil, status: Int? = nil
    ) async throws -> Step {
        var endpoint: EndpointName?
        if case .endpoint(let name) = item.destination { endpoint = name }
        let dead = MessageDeadLettered(
            key: item.key, reaction: item.reaction, endpoint: endpoint, event: item.event,
            attempts: attempts ?? item.attempts, cause: cause, reason: reason, status: status)
        try await record(Message.record(dead), "dead", item, nil)
        round.dead += 1
        return .goOn
    }

    /// Records an outcome; the identifier says of which sending and attempt, so that it is recorded once.
    private func record(
        _ command: some Command, _ what: String, _ item: OutboxItem, _ event: RecordedEvent?
    ) async throws {
        let handled = try await trail.handle(
            command, by: .outbox, id: CommandID("\(item.key):\(item.resent):\(what)"),
            correlation: event?.correlation, causation: item.event)
        if let refusal = handled.refusal { throw refusal }
    }
}
