import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Synchronization

/// One write transaction with what it has done so far: several requests are decided and applied in it one after another.
struct Commit: ~Copyable {
    var transaction: WriteTransaction
    let store: LogStore
    let index: TrailIndex
    let hasher: NameHasher
    /// The stamp of every event of the commit.
    let stamp: Timestamp
    /// The head as it is with what has been applied.
    var head: HeadRecord
    /// How many events the log had before.
    let initialSize: UInt64
    var identifiers: EventIDSequence
    /// The next revisions of streams, as far as this process knows them.
    var streams: StreamHeads

    /// How many events the log has with what has been applied.
    var size: UInt64 { head.frontier.size }
    var isEmpty: Bool { size == initialSize }

    /// Applies one request, which was validated before: all of its events, or none and an error.
    mutating func append(_ request: AppendRequest) throws -> Receipt {
        if let receipt = try replay(of: request) { return receipt }
        for condition in request.conditions { try check(condition) }
        let records: (bytes: [[UInt8]], ids: [EventID])
        do {
            records = try build(request)
        } catch {
            streams.forget()
            throw error
        }
        let start = size
        try write(records.bytes)
        return Receipt(
            commandID: request.commandID, positions: start..<size, eventIDs: records.ids, recordedAt: stamp,
            isReplay: false)
    }

    /// Writes the head, last of all.
    mutating func finish() throws {
        try head.write(to: &transaction, store.main)
    }

    /// The events that a query selects, from a position on, oldest first, as this transaction sees them.
    func fold<State>(_ query: Query, from start: UInt64, _ fold: Fold<State>, into state: inout State) throws {
        try forEach(EventFilter(query: query), in: .clamped(start, size)) { event in
            try fold.apply(event, to: &state)
            return true
        }
    }

    func forEach(
        _ filter: EventFilter, in range: Range<UInt64>, _ body: (borrowing EventView) throws -> Bool
    ) throws {
        guard !range.isEmpty else { return }
        let prepared = PreparedFilter(filter, hasher: hasher)
        let positions: [UInt64]
        switch try CandidatePlan.make(prepared, in: range, index) {
        case .positions(let found): positions = found
        case .everything: positions = Array(range)
        }
        for position in positions {
            let goOn = try withEvent(at: position) { event in
                guard try prepared.matches(event) else { return true }
                return try body(event)
            }
            guard goOn else { return }
        }
    }

    func withEvent<Result>(at position: UInt64, _ body: (borrowing EventView) throws -> Result) throws -> Result {
        guard let record = try transaction.value(forKey: position, in: store.events) else {
            throw LogError(.corrupted, "the event is missing", position: position)
        }
        return try body(try EventView(position: position, record: record))
    }

    /// The records of a request, built before any is written, so that a request that cannot be built leaves nothing.
    private mutating func build(_ request: AppendRequest) throws -> (bytes: [[UInt8]], ids: [EventID]) {
        let builder = RecordBuilder(append: request, hasher: hasher, recordedAt: stamp)
        var records: [[UInt8]] = []
        var ids: [EventID] = []
        for (position, event) in request.events.enumerated() {
            let revision = try streams.next[event.stream] ?? lookUpRevision(of: event.stream)
            streams.set(event.stream, revision + 1)
            let id = identifiers.next()
            let cause: EventID? =
                switch event.cause {
                case .event(let id): id
                case .sibling(let index): ids[index]
                case nil: request.causation
                }
            records.append(try builder.record(index: position, id: id, revision: revision, cause: cause))
            ids.append(id)
        }
        return (records, ids)
    }

    private mutating func write(_ records: [[UInt8]]) throws {
        for record in records {
            let position = size
            try transaction.put(record.rawSpan, forKey: position, in: store.events, mode: .append)
            let event = try EventView(position: position, record: record.rawSpan)
            try head.append(event, to: &transaction, store)
        }
        // Indexed at once, under one lock; a record is only looked up by later requests.
        let start = size - UInt64(records.count)
        try index.tail.withLock { tail in
            for (offset, record) in records.enumerated() {
                tail.append(try EventView(position: start + UInt64(offset), record: record.rawSpan))
            }
        }
    }
}
