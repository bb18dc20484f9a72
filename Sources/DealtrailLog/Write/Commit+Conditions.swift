import DealtrailModel

extension Commit {
    /// The revision that the next event of a stream gets.
    func nextRevision(of stream: StreamName) throws -> UInt64 {
        try streams.next[stream] ?? lookUpRevision(of: stream)
    }

    /// The same, from the log itself.
    func lookUpRevision(of stream: StreamName) throws -> UInt64 {
        let hash = hasher.hash(stream.rawValue, as: .stream)
        let position = try index.newest(hash, below: size) { position in
            try withEvent(at: position) { try $0.stream == stream }
        }
        return try position.map { try withEvent(at: $0) { $0.revision + 1 } } ?? 0
    }

    func check(_ condition: AppendCondition) throws {
        switch condition {
        case .stream(let stream, let expected):
            let next = try nextRevision(of: stream)
            let holds =
                switch expected {
                case .noStream: next == 0
                case .exists: next > 0
                case .exactly(let revision): next > 0 && next - 1 == revision
                }
            guard holds else {
                let found = next == 0 ? "has no event" : "is at revision \(next - 1)"
                throw AppendError(.conflict, "the stream \(stream) \(found), expected \(expected)")
            }
        case .noneMatching(let query, let after):
            if let position = try first(query, from: after.map { $0 == .max ? .max : $0 + 1 } ?? 0) {
                throw AppendError(.conflict, "an event matches what was to be unchanged", position: position)
            }
        case .unique(let query):
            if let position = try first(query, from: 0) {
                throw AppendError(.alreadyExists, "an event matches what was to be unique", position: position)
            }
        }
    }

    /// The receipt of a command that is known already, or `nil` for a new one.
    ///
    /// - Throws: `AppendError` (`commandReused`) when the known one has other content.
    func replay(of request: AppendRequest) throws -> Receipt? {
        guard let first = try firstPosition(of: request.commandID) else { return nil }
        let stored = try events(of: first)
        guard request.isSame(as: stored) else {
            throw AppendError(.commandReused, "command \(request.commandID)", position: first)
        }
        return Receipt(replaying: stored)
    }

    /// The receipt of a command that is known already with these canonical bytes, or `nil` for a new one.
    func replay(of commandID: CommandID, command: [UInt8]?) throws -> Receipt? {
        guard let first = try firstPosition(of: commandID) else { return nil }
        let stored = try events(of: first)
        guard let command, stored.first?.command == command else {
            throw AppendError(.commandReused, "command \(commandID)", position: first)
        }
        return Receipt(replaying: stored)
    }

    private func firstPosition(of command: CommandID) throws -> UInt64? {
        var first: UInt64?
        _ = try index.newest(hasher.hash(command.rawValue, as: .command), below: size) { position in
            try withEvent(at: position) { event in
                let recorded = try event.recorded()
                guard recorded.commandID == command else { return false }
                first = position - recorded.index
                return true
            }
        }
        return first
    }

    private func events(of first: UInt64) throws -> [RecordedEvent] {
        let head = try withEvent(at: first) { try $0.recorded() }
        var events = [head]
        for position in first + 1..<first + max(head.count, 1) {
            events.append(try withEvent(at: position) { try $0.recorded() })
        }
        return events
    }

    private func first(_ query: Query, from start: UInt64) throws -> UInt64? {
        var found: UInt64?
        try forEach(EventFilter(query: query), in: .clamped(start, size)) { event in
            found = event.position
            return false
        }
        return found
    }
}

extension Receipt {
    /// The receipt of events that are stored already; there is at least one.
    init?(replaying events: [RecordedEvent]) {
        guard let first = events.first else { return nil }
        self.init(
            commandID: first.commandID, positions: first.position..<first.position + UInt64(events.count),
            eventIDs: events.map(\.id), recordedAt: first.recordedAt, isReplay: true)
    }
}

extension AppendRequest {
    /// Whether stored events say the same.
    ///
    /// With a command on both sides that is compared, for it is what the client knows. Otherwise the facts are: kind,
    /// version, stream, tags, payload, author and time. Provenance, cause and correlation are left out, since a file
    /// that is imported again after a correction elsewhere has others.
    func isSame(as stored: [RecordedEvent]) -> Bool {
        if let command, let known = stored.first?.command { return command == known }
        guard (command == nil) == (stored.first?.command == nil), stored.count == events.count else { return false }
        return zip(events, stored).allSatisfy { new, old in
            new.kind == old.kind && new.version == old.version && new.stream == old.stream && new.tags == old.tags
                && new.payload == old.payload && author == old.author
                && new.occurredAt ?? occurredAt ?? .unknown == old.occurredAt
        }
    }
}
