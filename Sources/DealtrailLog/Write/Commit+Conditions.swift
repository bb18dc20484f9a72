import DealtrailModel

extension Commit {
    /// The revision that the next event of a stream gets.
    mutating func nextRevision(of stream: StreamName) throws -> UInt64 {
        let hash = hasher.hash(stream.rawValue, as: .stream)
        return try streams.next(of: stream, hash) ?? lookUpRevision(of: stream, hash)
    }

    /// The same, from the log itself.
    mutating func lookUpRevision(of stream: StreamName, _ hash: UInt64) throws -> UInt64 {
        let position = try newest(hash) { (commit, position) in
            try commit.withEvent(at: position) { try $0.stream == stream }
        }
        return try position.map { try withEvent(at: $0) { $0.revision + 1 } } ?? 0
    }

    /// The newest position at which the name of a command or stream stands, as this transaction sees it.
    private mutating func newest(
        _ hash: UInt64, confirm: (borrowing Commit, UInt64) throws -> Bool
    ) throws -> UInt64? {
        if pending.mayContain(hash) {
            var found: UInt64?
            try pending.indexed().forEachPosition(of: hash) { position in
                if try confirm(self, position) { found = position }
                return found == nil
            }
            if let found { return found }
        }
        return try index.newest(hash, below: pending.start) { try confirm(self, $0) }
    }

    mutating func check(_ condition: AppendCondition) throws {
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
    mutating func replay(of request: AppendRequest) throws -> Receipt? {
        guard let first = try firstPosition(of: request.commandID) else { return nil }
        let stored = try events(of: first)
        guard request.isSame(as: stored) else {
            throw AppendError(.commandReused, "command \(request.commandID)", position: first)
        }
        return Receipt(replaying: stored)
    }

    /// The receipt of a command that is known already with these canonical bytes, or `nil` for a new one.
    mutating func replay(of commandID: CommandID, command: [UInt8]?) throws -> Receipt? {
        guard let first = try firstPosition(of: commandID) else { return nil }
        let stored = try events(of: first)
        guard let command, stored.first?.command == command else {
            throw AppendError(.commandReused, "command \(commandID)", position: first)
        }
        return Receipt(replaying: stored)
    }

    private mutating func firstPosition(of command: CommandID) throws -> UInt64? {
        let newest = try newest(hasher.hash(command.rawValue, as: .command)) { (commit, position) in
            try commit.withEvent(at: position) { try $0.recorded().commandID == command }
        }
        return try newest.map { position in try withEvent(at: position) { position - (try $0.recorded().index) } }
    }

    private func events(of first: UInt64) throws -> [RecordedEvent] {
        let head = try withEvent(at: first) { try $0.recorded() }
        var events = [head]
        for position in first + 1..<first + max(head.count, 1) {
            events.append(try withEvent(at: position) { try $0.recorded() })
        }
        return events
    }

    private mutating func first(_ query: Query, from start: UInt64) throws -> UInt64? {
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
