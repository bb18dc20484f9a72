import DealtrailModel
import DealtrailProof

/// What a ``MemoryEventLog`` holds, and the rules of appending in their plainest form.
struct MemoryContents: Sendable {
    /// Somebody who waits for the log to grow beyond a size.
    struct Waiter: Sendable {
        let size: UInt64
        let continuation: CheckedContinuation<UInt64, any Error>
    }

    let hasher: NameHasher
    /// The records, by position.
    private(set) var records: [[UInt8]] = []
    /// The same, read.
    private(set) var events: [RecordedEvent] = []
    private(set) var frontier = TreeFrontier()
    var waiters: [UInt64: Waiter] = [:]
    var isClosed = false
    private var waiterNumber: UInt64 = 0

    init(hasher: NameHasher) {
        self.hasher = hasher
    }

    var head: LogHead {
        LogHead(size: frontier.size, root: frontier.root, lastRecordedAt: events.last?.recordedAt)
    }

    /// Appends all events of a request, or none and throws.
    mutating func append(
        _ request: AppendRequest, at stamp: Timestamp, from source: AppendSource, _ identifiers: inout EventIDSequence
    ) throws -> Receipt {
        try request.validate(from: source)
        let known = events(of: request.commandID)
        if let first = known.first, let receipt = Receipt(replaying: known) {
            guard request.isSame(as: known) else {
                throw AppendError(.commandReused, "command \(request.commandID)", position: first.position)
            }
            return receipt
        }
        for condition in request.conditions { try check(condition) }
        let builder = RecordBuilder(append: request, hasher: hasher, recordedAt: stamp)
        let start = UInt64(events.count)
        var newRecords: [[UInt8]] = []
        var newEvents: [RecordedEvent] = []
        for (index, event) in request.events.enumerated() {
            let cause: EventID? =
                switch event.cause {
                case .event(let id): id
                case .sibling(let sibling): newEvents[sibling].id
                case nil: request.causation
                }
            let revision =
                events.count { $0.stream == event.stream } + newEvents.count { $0.stream == event.stream }
            let record = try builder.record(
                index: index, id: identifiers.next(), revision: UInt64(revision), cause: cause)
            newRecords.append(record)
            newEvents.append(try EventView(position: start + UInt64(index), record: record.rawSpan).recorded())
        }
        records += newRecords
        events += newEvents
        for event in newEvents { frontier.append(TreeHasher.leaf(event.canonical)) }
        return Receipt(
            commandID: request.commandID, positions: start..<UInt64(events.count), eventIDs: newEvents.map(\.id),
            recordedAt: stamp, isReplay: false)
    }

    /// The first receipt of a command that is known already with these canonical bytes, or `nil` for a new one.
    ///
    /// - Throws: `AppendError` (`commandReused`) when the known one has other bytes, or either has none.
    func replay(of id: CommandID, command: [UInt8]?) throws(AppendError) -> Receipt? {
        let known = events(of: id)
        guard let first = known.first else { return nil }
        guard let command, first.command == command else {
            throw AppendError(.commandReused, "command \(id)", position: first.position)
        }
        return Receipt(replaying: known)
    }

    mutating func drawWaiterNumber() -> UInt64 {
        waiterNumber += 1
        return waiterNumber
    }

    /// Takes out those whose size has been passed.
    mutating func takeWaiters() -> [Waiter] {
        let size = head.size
        let woken = waiters.filter { $0.value.size < size }
        for number in woken.keys { waiters[number] = nil }
        return Array(woken.values)
    }

    private func events(of command: CommandID) -> [RecordedEvent] {
        events.filter { $0.commandID == command }
    }

    private func check(_ condition: AppendCondition) throws(AppendError) {
        switch condition {
        case .stream(let stream, let expected):
            let last = events.last { $0.stream == stream }
            let holds =
                switch expected {
                case .noStream: last == nil
                case .exists: last != nil
                case .exactly(let revision): last?.revision == revision
                }
            guard holds else {
                let found = last.map { "is at revision \($0.revision)" } ?? "has no event"
                throw AppendError(
                    .conflict, "the stream \(stream) \(found), expected \(expected)", position: last?.position)
            }
        case .noneMatching(let query, let after):
            let found = events.first { event in
                after.map { event.position > $0 } ?? true && query.matches(kind: event.kind, tags: event.tags)
            }
            if let found {
                throw AppendError(.conflict, "an event matches what was to be unchanged", position: found.position)
            }
        case .unique(let query):
            if let found = events.first(where: { query.matches(kind: $0.kind, tags: $0.tags) }) {
                throw AppendError(.alreadyExists, "an event matches what was to be unique", position: found.position)
            }
        }
    }
}
