import DealtrailLog
import DealtrailModel

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

    /// How many events a thread reads at once.
    ///
    /// Enough that a state which is in use is met more than once, and few enough that the snapshot under which they are read
    /// is short: of 4,096, 8,192, 16,384, 32,768 and 65,536 the last two took least time, and as much as each other.
    static let batchSize = 1 << 15

    let partitions: [Partition]

    /// Folds.
    ///
    /// - Parameter batchSize: How many events each thread reads at once, at least 1.
    /// - Throws: `LogError`, `EventError`, ``EngineError``, `CancellationError`, and what rows throw.
    init(
        rows: [[FoldPlan.Row]], lanes: () -> [FoldLane], log: any EventLog, in range: Range<UInt64>, asOf: AsOf = .head,
        threads: Int = 1, batchSize: Int = PartitionedFold.batchSize, memory: FoldMemory? = nil,
        cancellation: Cancellation, progress: @escaping @Sendable (RebuildProgress) -> Void
    ) throws {
        let plan = FoldPlan(rows)
        let count = max(1, min(threads, 64))
        let partitions = try (0..<count).map { index in
            let pass = FoldPass(plan, lanes(), partition: index)
            try pass.bound(memory?.share(of: count))
            return Partition(pass)
        }
        let batches = (0..<count).map { _ in FoldBatch(plan, hasher: log.hasher, asOf: asOf, of: count) }
        let share = UInt64(max(1, batchSize))
        let total = UInt64(range.count)
        let meeting = Meeting(count)
        try Background.forEach(count, cancellation) { index in
            defer { meeting.leave() }
            let pass = partitions[index].pass
            var check = memory.map { range.lowerBound + $0.interval } ?? .max
            var start = range.lowerBound
            while start < range.upperBound {
                try cancellation.check()
                if index == 0 { progress(.init(phase: .folding, done: start - range.lowerBound, total: total)) }
                let first = min(range.upperBound, start + UInt64(index) * share)
                batches[index].fill(first..<min(range.upperBound, first + share), of: log, cancellation)
                pass.undated += batches[index].undated
                try meeting.meet()
                for batch in batches { try pass.fold(batch) }
                start += share * UInt64(count)
                if start >= check, start < range.upperBound {
                    try pass.relieve()
                    while check <= start { check += max(1, memory?.interval ?? .max) }
                }
                // Nobody fills a batch that others still fold.
                try meeting.meet()
            }
            // Nobody folds a batch any more: what follows may take long, and its snapshot would be held meanwhile.
            batches[index].release()
            if pass.hasLate {
                if index == 0 { progress(.init(phase: .refolding, done: 0, total: 1)) }
                try LateKeys(
                    pass: pass, batch: batches[index], log: log, range: range, cancellation: cancellation
                ).refold()
            }
        }
        progress(.init(phase: .folding, done: total, total: total))
        self.partitions = partitions
    }

    /// How many events with a key had no known time, under an effective bound.
    var undated: Int { partitions.reduce(0) { $0 + $1.pass.undated } }
}
