public import Dealtrail

extension Trail {
    /// Enables a reaction that is data; its text goes to the blobs.
    ///
    /// - Parameters:
    ///   - definition: The reaction.
    ///   - author: Who enables it.
    ///   - id: The idempotency key.
    ///   - from: From which position on events are reacted to; `nil` for those from now on.
    /// - Throws: ``OutboxError`` (`busy`), `LogError`, `AppendError`, `EngineError`.
    @discardableResult
    public func enable(
        _ definition: ReactionDefinition, by author: Author, id: CommandID, from: UInt64? = nil
    ) async throws -> Handled {
        let digest = try log.blobs.put(Array(try definition.canonicalText().utf8))
        return try await enable(
            Reaction.enable(definition.name, version: definition.version, definition: digest, from: from), author, id)
    }

    /// Enables a reaction that is code of this service.
    ///
    /// - Throws: ``OutboxError`` (`busy`), `LogError`, `AppendError`, `EngineError`.
    @discardableResult
    public func enable(
        _ reaction: some EventReaction, by author: Author, id: CommandID, from: UInt64? = nil
    ) async throws -> Handled {
        try await enable(Reaction.enable(reaction.name, version: reaction.version, from: from), author, id)
    }

    /// Disables a reaction, with what it still owes.
    ///
    /// - Throws: `LogError`, `AppendError`, `EngineError`.
    @discardableResult
    public func disable(
        _ reaction: ReactionName, reason: String, by author: Author, id: CommandID
    ) async throws -> Handled {
        try await handle(Reaction.disable(reaction, reason: reason), by: author, id: id)
    }

    private func enable(_ command: Reaction.Enable, _ author: Author, _ id: CommandID) async throws -> Handled {
        // First, so that no trail has an enabled reaction without knowing which of its directories delivers.
        let instance = OutboxInstance(self)
        if try instance.claim() == nil {
            let lock = try OutboxLock(self)
            try await instance.claimFirst(randomBits: { UInt64.random(in: .min ... .max) })
            lock.release()
        }
        return try await handle(command, by: author, id: id)
    }

    /// What the outbox owes, what is dead, and which reactions are enabled; nothing is sent.
    ///
    /// - Parameters:
    ///   - reactions: Those that are code of this service.
    ///   - known: Up to where the log is read; `nil` for its end.
    /// - Throws: `LogError`, `EventError`.
    /// - Complexity: O(events of the outbox, and events that an enabled reaction wants).
    public func outbox(
        _ reactions: ReactionCatalog = ReactionCatalog(), asOf known: AsOf.Known? = nil
    ) throws -> OutboxView {
        var view = OutboxView(reactions: reactions)
        let end = try known.map { try stamp(asOf: AsOf(known: $0)).position.map { $0 + 1 } ?? 0 }
        try view.catchUp(with: self, upTo: end ?? .max)
        return view
    }
}
