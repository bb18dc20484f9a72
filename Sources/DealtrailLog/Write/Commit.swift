import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// One write transaction with what it has decided so far: several requests are decided in it one after another.
///
/// Nothing is written before ``finish()``, which hashes and writes all at once.
struct Commit: ~Copyable {
    var transaction: WriteTransaction
    let store: LogStore
    let index: TrailIndex
    let hasher: NameHasher
    /// The stamp of every event of the commit.
    let stamp: Timestamp
    /// The head as it was before, and after ``finish()`` as it will be.
    var head: HeadRecord
    var identifiers: EventIDSequence
    /// The next revisions of streams, as far as this process knows them.
    var streams: StreamHeads
    /// What has been decided.
    var pending: PendingRecords

    /// How many events the log has with what has been decided.
    var size: UInt64 { pending.end }
    var isEmpty: Bool { pending.isEmpty }

    /// Applies one request, which was validated before: all of its events, or none and an error.
    mutating func append(_ request: AppendRequest) throws -> Receipt {
        try append(RecordBuilder(append: request, hasher: hasher, recordedAt: stamp))
    }

    /// The same for a request whose records were prepared before the lock was held, with any stamp.
    mutating func append(_ prepared: RecordBuilder) throws -> Receipt {
        let request = prepared.append
        if let receipt = try replay(of: request) { return receipt }
        for condition in request.conditions { try check(condition) }
        let start = size
        let ids: [EventID]
        do {
            ids = try build(prepared.stamped(stamp))
        } catch {
            streams.forget()
            throw error
        }
        pending.note(hasher.hash(request.commandID.rawValue, as: .command))
        return Receipt(
            commandID: request.commandID, positions: start..<size, eventIDs: ids, recordedAt: stamp, isReplay: false)
    }

    /// Hashes and writes what was decided, the head last of all.
    mutating func finish() throws {
        let hashing = pending.hashing()
        // While others hash.
        for batch in pending.batches {
            for index in 0..<batch.count {
                try transaction.put(
                    batch[index], forKey: batch.start + UInt64(index), in: store.events, mode: .append)
            }
        }
        var completed: [(key: UInt64, root: Digest)] = []
        for cover in hashing.finish() {
            head.take(cover) { key, root in completed.append((key, root)) }
        }
        for (key, root) in completed { try transaction.put(root.span, forKey: key, in: store.tree, mode: .insert) }
        head.lastRecordedAt = stamp.nanoseconds
        try head.write(to: &transaction, store.main)
    }

    /// The events that a query selects, from a position on, oldest first, as this transaction sees them.
    mutating func fold<State>(
        _ query: Query, from start: UInt64, _ fold: Fold<State>, into state: inout State
    ) throws {
        try forEach(EventFilter(query: query), in: .clamped(start, size)) { event in
            try fold.apply(event, to: &state)
            return true
        }
    }

    mutating func forEach(
        _ filter: EventFilter, in range: Range<UInt64>, _ body: (borrowing EventView) throws -> Bool
    ) throws {
        guard !range.isEmpty else { return }
        let prepared = PreparedFilter(filter, hasher: hasher)
        let positions: [UInt64]
        switch try CandidatePlan.make(prepared, in: range, CommitIndex(committed: index, pending: pending.indexed())) {
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
        if let (batch, index) = pending.place(of: position) { return try body(batch.event(index)) }
        guard let record = try transaction.value(forKey: position, in: store.events) else {
            throw LogError(.corrupted, "the event is missing", position: position)
        }
        return try body(try EventView(position: position, record: record))
    }

    /// Builds the records of a request, all before any is kept, so that a request that cannot be built leaves nothing.
    private mutating func build(_ builder: RecordBuilder) throws -> [EventID] {
        let request = builder.append
        var placements: [EventPlacement] = []
        placements.reserveCapacity(request.events.count)
        var ids: [EventID] = []
        ids.reserveCapacity(request.events.count)
        for event in request.events {
            let id = identifiers.next()
            let cause: EventID? =
                switch event.cause {
                case .event(let id): id
                case .sibling(let index): ids[index]
                case nil: request.causation
                }
            let hash = hasher.hash(event.stream.rawValue, as: .stream)
            placements.append(
                EventPlacement(
                    id: id, revision: try takeRevision(of: event.stream, hash), cause: cause, streamHash: hash))
            ids.append(id)
        }
        for batch in try Self.batches(builder, placements, at: size) { pending.append(batch) }
        return ids
    }

    private mutating func takeRevision(of stream: StreamName, _ hash: UInt64) throws -> UInt64 {
        let known = streams.take(stream, hash)
        let revision = try known ?? lookUpRevision(of: stream, hash)
        if known == nil { streams.set(stream, hash, next: revision + 1) }
        // Also when it was known: a request that fails makes the rest of the commit forget what is remembered, and then the
        // newest event of the stream is found among the pending ones or not at all.
        pending.note(hash)
        return revision
    }

    /// How many events a thread builds at once: about 60 microseconds of work.
    private static let sharedEvents = 128

    private static func batches(
        _ builder: RecordBuilder, _ placements: [EventPlacement], at start: UInt64
    ) throws -> [RecordBatch] {
        let count = placements.count
        guard count >= 2 * sharedEvents else {
            return [try RecordBatch(builder, 0..<count, placements, at: start)]
        }
        let building = SharedWork(count: (count + sharedEvents - 1) / sharedEvents) { piece in
            let events = piece * sharedEvents..<min(count, (piece + 1) * sharedEvents)
            return Result { () throws(AppendError) in
                try RecordBatch(builder, events, placements, at: start + UInt64(events.lowerBound))
            }
        }
        return try building.finish().map { try $0.get() }
    }
}
