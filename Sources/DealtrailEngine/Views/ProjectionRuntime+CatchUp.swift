import DealtrailLMDB
import DealtrailLog
import DealtrailModel
import Synchronization

extension ProjectionRuntime {
    /// How many events a view may be behind before it is built in memory rather than caught up batch by batch.
    private static var worthRebuilding: UInt64 { 65_536 }

    /// Folds what the log has beyond the view, in bounded batches, each committed with its checkpoint: exactly once.
    ///
    /// A view of another log, or ahead of its log, is thrown away and built again; so is one that has folded an event which
    /// it is to pass over since. A view that meets an event which it cannot fold stops right before it, whatever the size of
    /// a batch, and stays there until ``retry(upTo:)`` or ``skip(position:by:reason:)``.
    ///
    /// - Parameters:
    ///   - size: Fold no position at or above this; by default up to the head.
    ///   - batchSize: At most so many events a commit; at least 1 is taken.
    /// - Throws: ``ViewFault`` for an event that the view cannot fold, now or before; `LogError`, `LMDBError`,
    ///   ``EngineError``, `CancellationError`.
    @discardableResult
    public func catchUp(upTo size: UInt64 = .max, batchSize: Int = 4_096) async throws -> CatchUp {
        try await Background.run("dealtrail.catch-up") { [self] cancellation in
            try catchUp(upTo: size, batchSize: batchSize, retrying: false, cancellation)
        }
    }

    func catchUp(upTo size: UInt64, batchSize: Int, retrying: Bool, _ cancellation: Cancellation) throws -> CatchUp {
        try catchingUp.withLock { _ in
            let skips = try skips()
            let record = try record()
            let sight = try LogSight(log)
            let objection = try objection(to: record, skips, sight)
            let from = objection == nil ? record.checkpoint?.position ?? 0 : 0
            if objection == nil, from >= size { return CatchUp(from: from, to: from, rebuilt: nil) }
            if objection == nil, !retrying, let fault = record.fault, !skips.contains(fault.position) { throw fault }
            if size >= sight.size, objection != nil || from == 0 && sight.size > Self.worthRebuilding {
                try build(instead: record, skips, cancellation)
            } else if objection != nil {
                try store.drop(identity)
            }
            try advance(.live, skipping: skips, upTo: size, batchSize: batchSize, cancellation)
            return CatchUp(from: from, to: try checkpoint()?.position ?? 0, rebuilt: objection)
        }
    }

    /// Why the stored view cannot be gone on with; `nil` when it can.
    private func objection(to record: ViewRecord, _ skips: Set<UInt64>, _ sight: LogSight) throws -> CatchUp.Reason? {
        guard let checkpoint = record.checkpoint else { return nil }
        return try sight.objection(to: checkpoint, log) ?? (record.hasSkipped(skips) ? nil : .otherSkips)
    }

    /// Builds the view in memory, up to the event that it cannot fold if there is one.
    private func build(instead record: ViewRecord, _ skips: Set<UInt64>, _ cancellation: Cancellation) throws {
        let lock = try BuildLock.wait(identity, in: store, cancellation)
        // Whoever had the lock may have built it meanwhile.
        guard try self.record().checkpoint == record.checkpoint else { return }
        var rebuild = Rebuild(views: [self], log: log, store: store, locks: [lock], cancellation: cancellation)
        guard let fault = try rebuild.run().first else { return }
        rebuild.end = fault.position
        if try !rebuild.run().isEmpty { try store.drop(identity) }
    }

    /// Folds batches until the head, or `size`, is reached.
    func advance(
        _ place: ViewPlace, skipping skips: Set<UInt64>, upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation
    ) throws {
        while try step(place, skips, upTo: size, batchSize: batchSize, cancellation) { try cancellation.check() }
    }

    /// Folds one batch and commits it.
    ///
    /// The fold runs on a snapshot, so that other views may be written meanwhile; the commit counts only if the view is
    /// still where the snapshot saw it.
    ///
    /// - Returns: Whether there was anything to do.
    private func step(
        _ place: ViewPlace, _ skips: Set<UInt64>, upTo size: UInt64, batchSize: Int, _ cancellation: Cancellation
    ) throws -> Bool {
        let sight = try LogSight(log)
        let snapshot = try ViewSnapshot.take(identity, place, in: store)
        let from = snapshot.checkpoint?.position ?? 0
        let end = min(size, sight.size)
        // A view of an empty log gets its checkpoint too: it is built, and says of which log.
        guard from < end || snapshot.checkpoint == nil else { return false }
        let to = max(from, min(end, from + UInt64(max(1, batchSize))))
        do {
            let batch = try foldGood(from..<to, on: snapshot, skips, sight, cancellation)
            try commit(batch, place, skips)
        } catch let fault as ViewFault {
            if place == .live { try note(fault, at: snapshot.record, sight.checkpoint(from)) }
            throw fault
        }
        return true
    }

    private func commit(_ batch: ViewBatch, _ place: ViewPlace, _ skips: Set<UInt64>) throws {
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
            case .live: record.advance(to: batch.after, skipping: skips)
            case .build: record.build?.checkpoint = batch.after
            }
            try store.put(record, &transaction)
        }
    }

    /// Keeps a fault with the view, which stays where it is.
    private func note(_ fault: ViewFault, at seen: ViewRecord, _ start: ViewCheckpoint) throws {
        try store.write { transaction in
            var record = try store.record(identity, transaction)
            // Someone else may have come further meanwhile, under another decision.
            guard record.side == seen.side, record.checkpoint == seen.checkpoint else { return }
            if record.checkpoint == nil {
                let table = try transaction.openTable(record.table(record.side), create: true)
                try transaction.drop(table)
                record.advance(to: start, skipping: [])
            }
            record.fault = fault
            try store.put(record, &transaction)
        }
    }

    /// Folds as much of a range as comes before the first event that does not fold.
    ///
    /// - Throws: ``ViewFault`` when that is the first event of the range, and what ``fold(_:on:_:_:_:)`` throws else.
    private func foldGood(
        _ range: Range<UInt64>, on snapshot: ViewSnapshot, _ skips: Set<UInt64>, _ sight: LogSight,
        _ cancellation: Cancellation
    ) throws -> ViewBatch {
        var end = range.upperBound
        while true {
            do {
                return try fold(range.lowerBound..<end, on: snapshot, skips, sight, cancellation)
            } catch {
                guard let fault = fault(of: error) else { throw error }
                guard end - range.lowerBound > 1 else { throw fault }
                // The event of a key that is folded again may lie far back: then the one that came late is looked for.
                let isAhead = range.lowerBound < fault.position && fault.position < end
                end = isAhead ? fault.position : range.lowerBound + (end - range.lowerBound) / 2
            }
        }
    }

    private func fold(
        _ range: Range<UInt64>, on snapshot: ViewSnapshot, _ skips: Set<UInt64>, _ sight: LogSight,
        _ cancellation: Cancellation
    ) throws -> ViewBatch {
        let lane = ProjectionLane(View.self, codec: codec, stored: snapshot)
        let plan = FoldPlan([ProjectionLane<View>.planned])
        let pass = FoldPass(plan, [lane])
        if !range.isEmpty {
            let batch = FoldBatch(plan, hasher: log.hasher, skips: FoldSkips([skips]))
            batch.fill(range, of: log, cancellation)
            try pass.fold(batch)
        }
        try refold(lane, pass, skips, through: range.upperBound)
        var records: [(key: [UInt8], value: [UInt8])] = []
        for slot in lane.keys.indices {
            var writer = CBORWriter()
            try lane.write(record: slot, to: &writer)
            records.append((pass.withText(Int(lane.keys[slot])) { $0.array() }, writer.bytes))
        }
        records.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return ViewBatch(
            side: snapshot.side, before: snapshot.checkpoint, after: sight.checkpoint(range.upperBound),
            records: records)
    }

    /// Folds late keys again from the log, all their events from the first.
    func refold(_ lane: FoldLane, _ pass: FoldPass, _ skips: Set<UInt64>, through end: UInt64) throws {
        guard let lane = lane as? ProjectionLane<View> else {
            throw EngineError(.invalidView, "\(identity): a lane of another view")
        }
        for slot in lane.late {
            guard let text = pass.withText(Int(lane.keys[Int(slot)]), { $0.text() }) else {
                throw EngineError(.corruptedEvent, "a key is not UTF-8")
            }
            let history = try KeyHistory<View>(log: log, key: text, skips: skips).fold(.head, in: 0..<end)
            lane.replace(
                Int(slot), history.state,
                FoldLane.Mark(
                    occurred: history.occurred, position: history.position, events: UInt32(clamping: history.events),
                    isLate: false))
        }
        lane.clearLate()
    }
}
