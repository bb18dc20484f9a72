import DealtrailLMDB
import DealtrailLog
import DealtrailModel

/// Live views at one place of a log, folded and committed together.
///
/// The states that were folded stay in memory, so that a key in use is read from its table once. They are those of the
/// tables as long as nobody else writes there, which each commit makes sure of.
final class FollowedGroup {
    /// Why the views are no group any more.
    enum Left: Error {
        /// Something has happened that each view has to deal with by itself; nothing was changed.
        case apart
        /// What has nothing to do with a single event.
        case failed(any Error)
    }

    /// A view of the group, as it stands.
    private struct Member {
        let view: any ViewRuntime
        let side: ViewRecord.Side
        let skips: Set<UInt64>
        var checkpoint: ViewCheckpoint
    }

    /// What a round changes in one view.
    private struct Changes {
        /// In the pass.
        var keys: [Int] = []
        var bytes: [UInt8] = []
        /// Where the record of each key ends.
        var ends: [Int] = []
    }

    private let log: any EventLog
    private let store: ViewStore
    private let plan: FoldPlan
    private let batch: FoldBatch
    private var members: [Member]
    private var pass: FoldPass
    private var rounds = 0
    /// How many events all of them have folded.
    private(set) var position: UInt64
    /// After how many rounds it is looked how much memory the states take.
    private static let interval = 64

    /// Puts views together that have folded the same events of their log; `nil` when they have not.
    ///
    /// - Throws: `LMDBError`, `LogError`, ``EngineError`` (`damagedView`).
    init?(_ views: [any ViewRuntime]) throws {
        members = try views.compactMap { view in
            let (record, skips) = try (view.record(), view.skips())
            guard let checkpoint = record.checkpoint, record.fault == nil, record.hasSkipped(skips) else { return nil }
            return Member(view: view, side: record.side, skips: skips, checkpoint: checkpoint)
        }
        guard let first = members.first, members.count == views.count,
            members.allSatisfy({ $0.checkpoint.position == first.checkpoint.position })
        else { return nil }
        log = first.view.log
        store = first.view.store
        position = first.checkpoint.position
        plan = FoldPlan(members.map(\.view.planned))
        batch = FoldBatch(plan, hasher: log.hasher, skips: FoldSkips(members.map(\.skips)))
        pass = FoldPass(plan, members.map { $0.view.makeLane() })
    }

    /// Folds the next events and commits them for all views.
    ///
    /// - Parameters:
    ///   - end: Up to here; none of them decides what a view passes over.
    ///   - budget: About how many bytes of states stay in memory afterwards.
    /// - Returns: Whether there was anything to do.
    /// - Throws: ``Left``; the group is of no use then.
    func fold(upTo end: UInt64, budget: Int, _ cancellation: Cancellation) throws(Left) -> Bool {
        do {
            guard position < end else { return false }
            let sight = try LogSight(log)
            let changes = try fold(position..<end, cancellation)
            try commit(changes, sight.checkpoint(end))
            position = end
            relieve(budget)
            return true
        } catch let left as Left {
            throw left
        } catch {
            throw members.contains { $0.view.fault(of: error) != nil } ? .apart : .failed(error)
        }
    }

    private func fold(_ range: Range<UInt64>, _ cancellation: Cancellation) throws -> [Changes] {
        // Keys that are not in memory are read as they stand now; nobody else may have come further.
        for (lane, member) in zip(pass.lanes, members) {
            let snapshot = try ViewSnapshot.take(member.view.identity, .live, in: store)
            guard isWhereItWas(member, snapshot.record) else { throw Left.apart }
            lane.read(from: snapshot)
        }
        defer { for lane in pass.lanes { lane.read(from: nil) } }
        // Its snapshot of the log is not held until more events come.
        defer { batch.release() }
        batch.fill(range, of: log, cancellation)
        do {
            try pass.fold(batch)
        } catch let fault as FoldFault {
            throw members[fault.lane].view.fault(of: fault) ?? fault
        }
        var changes = members.map { _ in Changes() }
        var slots = members.map { _ in [Int]() }
        var touched: Set<Int> = []
        try pass.forEachTouch(of: batch) { key, _ in
            guard touched.insert(key).inserted else { return }
            for (index, lane) in pass.lanes.enumerated() {
                guard let slot = lane.slot(of: key) else { continue }
                let mark = lane.mark(slot)
                guard mark.position >= range.lowerBound || mark.isLate else { continue }
                changes[index].keys.append(key)
                slots[index].append(slot)
            }
        }
        for (index, lane) in pass.lanes.enumerated() {
            let member = members[index]
            try member.view.refold(lane, pass, member.skips, through: range.upperBound)
            var writer = CBORWriter()
            for slot in slots[index] {
                try lane.write(record: slot, to: &writer)
                changes[index].ends.append(writer.bytes.count)
            }
            changes[index].bytes = writer.bytes
        }
        return changes
    }

    private func isWhereItWas(_ member: Member, _ record: ViewRecord) -> Bool {
        record.side == member.side && record.checkpoint == member.checkpoint
    }

    private func commit(_ changes: [Changes], _ checkpoint: ViewCheckpoint) throws {
        try store.write { transaction in
            for (member, changes) in zip(members, changes) {
                var record = try store.record(member.view.identity, transaction)
                guard isWhereItWas(member, record) else { throw Left.apart }
                let table = try transaction.openTable(record.table(member.side), create: true)
                var offset = 0
                for (key, end) in zip(changes.keys, changes.ends) {
                    try pass.withText(key) { text in
                        try transaction.put(changes.bytes.rawSpan.extracting(offset..<end), forKey: text, in: table)
                    }
                    offset = end
                }
                record.advance(to: checkpoint, skipping: member.skips)
                try store.put(record, &transaction)
            }
        }
        for index in members.indices { members[index].checkpoint = checkpoint }
    }

    /// Forgets the states when they take more memory than they may; those in use are read again.
    private func relieve(_ budget: Int) {
        rounds += 1
        guard rounds % Self.interval == 0 else { return }
        let average = pass.averageSize
        let bytes = pass.lanes.reduce(0) { $0 + $1.footprint(average: average) + 64 * $1.keys.count }
        if bytes > budget { pass = FoldPass(plan, members.map { $0.view.makeLane() }) }
    }
}
