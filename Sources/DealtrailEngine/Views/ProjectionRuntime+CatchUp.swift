import DealtrailLMDB
import DealtrailLog
import DealtrailModel
import Synchronization

extension ProjectionRuntime {
    /// How many events a view may be behind before it is built in memory rather than caught up batch by batch.
    private static var worthRebuilding: UInt64 { 65_536 }

    /// Folds what the log has beyond the view, in bounded batches, each committed with its checkpoint: exactly once.
    ///
    /// A view of another log, or ahead of its log, is thrown away and built again.
    ///
    /// - Parameters:
    ///   - size: Fold no position at or above this; by default up to the head.
    ///   - batchSize: At most so many events a commit; at least 1 is taken.
    /// - Throws: `LogError`, `LMDBError`, `EventError` and what rows throw for an event that does not read (the view stays
    ///   where it was), ``EngineError``, `CancellationError`.
    @discardableResult
    public func catchUp(upTo size: UInt64 = .max, batchSize: Int = 4_096) async throws -> CatchUp {
        try await Background.run("dealtrail.catch-up") { [self] cancellation in
            try catchUp(upTo: size, batchSize: batchSize, cancellation)
        }
    }

    func catchUp(upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation) throws -> CatchUp {
        try catchingUp.withLock { _ in
            let before = try checkpoint()
            let sight = try LogSight(log)
            let objection = try before.flatMap { try sight.objection(to: $0, log) }
            let from = objection == nil ? before?.position ?? 0 : 0
            if size >= sight.size,
                objection != nil || sight.size - min(from, sight.size) > Self.worthRebuilding && from == 0
            {
                try Rebuild(views: [self], log: log, store: store, cancellation: cancellation).run()
            } else if objection != nil {
                try store.drop(identity)
            }
            try advance(.live, upTo: size, batchSize: batchSize, cancellation)
            return CatchUp(from: from, to: try checkpoint()?.position ?? 0, rebuilt: objection)
        }
    }

    /// Folds batches until the head, or `size`, is reached.
    func advance(_ place: ViewPlace, upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation) throws {
        while try step(place, upTo: size, batchSize: batchSize, cancellation) { try cancellation.check() }
    }

    /// Folds one batch and commits it.
    ///
    /// The fold runs on a snapshot, so that other views may be written meanwhile; the commit counts only if the view is
    /// still where the snapshot saw it.
    ///
    /// - Returns: Whether there was anything to do.
    private func step(
        _ place: ViewPlace, upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation
    ) throws -> Bool {
        let sight = try LogSight(log)
        let batch = try fold(place, sight, upTo: size, batchSize: batchSize, cancellation)
        guard let batch else { return false }
        try store.write { transaction in
            var record = try store.record(identity, transaction)
            let (side, checkpoint) = try place.find(in: record)
            // Someone else was faster: the next batch begins where he ended.
            guard side == batch.side, checkpoint == batch.before else { return }
            let table = try transaction.openTable(record.table(side), create: true)
            if checkpoint == nil { try transaction.drop(table) }
            for (key, value) in batch.records {
                try transaction.put(value.rawSpan, forKey: key.rawSpan, in: table)
            }
            switch place {
            case .live: record.checkpoint = batch.after
            case .build: record.build?.checkpoint = batch.after
            }
            try store.put(record, &transaction)
        }
        return true
    }

    private func fold(
        _ place: ViewPlace, _ sight: LogSight, upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation
    ) throws -> Batch? {
        let snapshot = try ViewSnapshot.take(identity, place, in: store)
        let from = snapshot.checkpoint?.position ?? 0
        let end = min(size, sight.size)
        // A view of an empty log gets its checkpoint too: it is built, and says of which log.
        guard from < end || snapshot.checkpoint == nil else { return nil }
        let to = min(end, from + UInt64(max(1, batchSize)))
        let lane = ProjectionLane(View.self, codec: codec, stored: snapshot)
        let plan = FoldPlan([ProjectionLane<View>.planned])
        let pass = FoldPass(plan, [lane])
        if from < to {
            let batch = FoldBatch(plan, hasher: log.hasher)
            batch.fill(from..<to, of: log, cancellation)
            try pass.fold(batch)
        }
        try refold(lane, pass, through: to)
        var records: [(key: [UInt8], value: [UInt8])] = []
        for slot in lane.keys.indices {
            var writer = CBORWriter()
            try lane.write(record: slot, to: &writer)
            records.append((pass.withText(Int(lane.keys[slot])) { $0.array() }, writer.bytes))
        }
        records.sort { $0.key.lexicographicallyPrecedes($1.key) }
        let (side, _) = try place.find(in: snapshot.record)
        return Batch(side: side, before: snapshot.checkpoint, after: sight.checkpoint(to), records: records)
    }

    /// Folds late keys again from the log, all their events from the first.
    private func refold(_ lane: ProjectionLane<View>, _ pass: FoldPass, through end: UInt64) throws {
        for slot in lane.late {
            guard let text = pass.withText(Int(lane.keys[Int(slot)]), { $0.text() }) else {
                throw EngineError(.corruptedEvent, "a key is not UTF-8")
            }
            let history = try KeyHistory<View>(log: log, key: text).fold(.head, in: 0..<end)
            lane.replace(
                Int(slot), history.state,
                FoldLane.Mark(
                    occurred: history.occurred, position: history.position, events: UInt32(clamping: history.events),
                    isLate: false))
        }
        lane.clearLate()
    }
}

/// What one batch changes.
private struct Batch {
    let side: ViewRecord.Side
    let before: ViewCheckpoint?
    let after: ViewCheckpoint
    /// In the order of keys.
    let records: [(key: [UInt8], value: [UInt8])]
}
