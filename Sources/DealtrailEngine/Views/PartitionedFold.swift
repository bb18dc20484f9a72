import DealtrailLog
import DealtrailModel
import Synchronization

/// The states of some projections over a range of the log, folded in memory by one or more threads.
///
/// The log is read in batches. Each thread reads one of as many batches as there are threads; then each folds its own
/// keys of all of them, in the order of the log. So every event is read once, no two threads meet in a state, and the states do
/// not depend on how many threads there are or how large a batch is.
struct PartitionedFold: Sendable {
    /// A pass that one thread at a time uses: its own while it folds, then the one that collects the states.
    final class Partition: @unchecked Sendable {
        // Unchecked because a pass is no `Sendable`: each thread takes its own by index, and the collecting one comes after
        // all of them have ended.

        let pass: FoldPass

        init(_ pass: FoldPass) {
            self.pass = pass
        }
    }

    /// How many events each of so many threads reads at once.
    ///
    /// One thread reads few, so that they are in the nearer caches still when it folds them: their bodies have just been compared with
    /// their checksums. Several wait for each other with every batch, so that they read many: what each has to do differs less, and it
    /// waits less often.
    static func batchSize(threads: Int) -> Int { threads == 1 ? 1 << 8 : 1 << 15 }

    let partitions: [Partition]
    /// The first event of each lane that it did not fold, in the order of the log; the states of those lanes are of no use.
    let faults: [FoldFault]

    /// Folds.
    ///
    /// - Parameters:
    ///   - batchSize: How many events each thread reads at once, at least 1; `nil` for as many as are quick.
    ///   - skips: Which events some lanes pass over.
    ///   - isolates: Whether a lane with an event that does not fold is left behind, and the others go on.
    ///   - saver: Saves the states now and then, and has those of an earlier walk; its count of threads is taken.
    /// - Throws: `LogError`, `EventError`, ``EngineError``, `CancellationError`, ``RebuildSave/Unusable``, and
    ///   ``FoldFault`` of the first event which does not fold.
    init(
        rows: [[FoldPlan.Row]], lanes: () -> [FoldLane], log: any EventLog, in range: Range<UInt64>, asOf: AsOf = .head,
        threads: Int = 1, batchSize: Int? = nil, memory: FoldMemory? = nil,
        skips: FoldSkips = FoldSkips(), isolates: Bool = false, saver: RebuildSaver? = nil, cancellation: Cancellation,
        progress: @escaping @Sendable (RebuildProgress) -> Void
    ) throws {
        // A fold that fails ends its own threads, and nothing that the caller does then.
        let cancellation = Cancellation(within: cancellation)
        let plan = FoldPlan(rows)
        let count = saver?.partitions ?? max(1, min(threads, 64))
        let partitions = try (0..<count).map { index in
            let pass = FoldPass(plan, lanes(), partition: index, isolates: isolates)
            try pass.bound(memory?.share(of: count), to: saver?.file(index))
            try saver?.restore(pass, index)
            return Partition(pass)
        }
        let batches = (0..<count).map { _ in
            FoldBatch(plan, hasher: log.hasher, asOf: asOf, of: count, skips: skips)
        }
        let faults = Mutex<[(position: UInt64, error: any Error)]>([])
        let left = Mutex<[Int: FoldFault]>([:])
        let share = UInt64(max(1, batchSize ?? Self.batchSize(threads: count)))
        let total = UInt64(range.count)
        let meeting = Meeting(count)
        let first = saver?.start ?? range.lowerBound
        let walk = { @Sendable (index: Int) in
            let pass = partitions[index].pass
            let note = {
                guard !pass.faults.isEmpty else { return }
                left.withLock { $0.merge(pass.faults) { $0.position <= $1.position ? $0 : $1 } }
            }
            var check = memory.map { first + $0.interval } ?? .max
            var start = first
            while start < range.upperBound {
                try cancellation.check()
                if index == 0 { progress(.init(phase: .folding, done: start - range.lowerBound, total: total)) }
                let own = min(range.upperBound, start + UInt64(index) * share)
                batches[index].fill(own..<min(range.upperBound, own + share), of: log, cancellation)
                pass.undated += batches[index].undated
                try meeting.meet()
                for batch in batches { try pass.fold(batch) }
                start = min(range.upperBound, start + share * UInt64(count))
                if start >= check, start < range.upperBound {
                    try pass.relieve()
                    while check <= start { check += max(1, memory?.interval ?? .max) }
                }
                if index == 0 { saver?.consider(start) }
                note()
                // Nobody fills a batch that others still fold.
                try meeting.meet()
                let behind = left.withLock { $0 }
                for fault in behind.values { pass.silence(fault) }
                guard behind.isEmpty || behind.count < pass.lanes.count else { break }
                // A walk that goes on from a save meets the event again: no save is made beyond it.
                if let saver, saver.isDue, behind.isEmpty {
                    // Nobody folds a batch any more: what follows may take long, and its snapshot would be held meanwhile.
                    batches[index].release()
                    try saver.save(pass, index)
                    try meeting.meet()
                    if index == 0 { try saver.commit(at: start) }
                }
            }
            batches[index].release()
            if pass.hasLate {
                if index == 0 { progress(.init(phase: .refolding, done: 0, total: 1)) }
                try LateKeys(
                    pass: pass, batch: batches[index], log: log, range: range, cancellation: cancellation
                ).refold()
                note()
            }
        }
        do {
            try Background.forEach(count, cancellation) { index in
                defer { meeting.leave() }
                do {
                    try walk(index)
                } catch let fault as FoldFault {
                    faults.withLock { $0.append((fault.position, fault)) }
                    throw fault
                } catch let damage as EventError {
                    faults.withLock { $0.append((damage.position, damage)) }
                    throw damage
                }
            }
        } catch let error where error is FoldFault || error is EventError {
            // Whichever thread met one: all of them have folded to the same place.
            throw faults.withLock { $0.min { $0.position < $1.position } }?.error ?? error
        }
        progress(.init(phase: .folding, done: total, total: total))
        self.partitions = partitions
        self.faults = left.withLock { $0.values.sorted { ($0.position, $0.lane) < ($1.position, $1.lane) } }
    }

    /// How many events with a key had no known time, under an effective bound.
    var undated: Int { partitions.reduce(0) { $0 + $1.pass.undated } }
}
