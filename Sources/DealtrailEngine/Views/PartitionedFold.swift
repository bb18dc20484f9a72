import DealtrailLog
import DealtrailModel

/// The states of some projections over a range of the log, folded in memory by one or more threads.
///
/// Each thread walks over all events and folds those of its own keys, so that no thread waits for another and the
/// states do not depend on how many there are.
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

    let partitions: [Partition]

    /// Folds.
    ///
    /// - Throws: `LogError`, `EventError`, ``EngineError``, `CancellationError`, and what rows throw.
    init(
        rows: [[FoldPlan.Row]], lanes: () -> [FoldLane], log: any EventLog, in range: Range<UInt64>, asOf: AsOf = .head,
        threads: Int = 1, memory: FoldMemory? = nil, cancellation: Cancellation,
        progress: @escaping @Sendable (RebuildProgress) -> Void
    ) throws {
        let plan = FoldPlan(rows)
        let count = max(1, min(threads, 64))
        let partitions = try (0..<count).map { index in
            let pass = FoldPass(plan, lanes(), hasher: log.hasher, asOf: asOf, partition: index, of: count)
            try pass.bound(memory?.share(of: count))
            return Partition(pass)
        }
        self.partitions = partitions
        let filter = EventFilter(recordedTo: asOf.recordedTo)
        let total = UInt64(range.count)
        try Background.forEach(count, cancellation) { index in
            let pass = partitions[index].pass
            var check = memory.map { range.lowerBound + $0.interval } ?? .max
            try log.scan(filter, in: range, direction: .forward) { event in
                if event.position & 1_023 == 0 {
                    try cancellation.check()
                    if index == 0, event.position & 0xffff == 0 {
                        progress(.init(phase: .folding, done: event.position - range.lowerBound, total: total))
                    }
                }
                if event.position >= check {
                    try pass.relieve()
                    check += memory?.interval ?? 0
                }
                try pass.fold(event)
                return true
            }
            if pass.hasLate {
                if index == 0 { progress(.init(phase: .refolding, done: 0, total: 1)) }
                try LateKeys(pass: pass, log: log, range: range, cancellation: cancellation).refold()
            }
        }
        progress(.init(phase: .folding, done: total, total: total))
    }

    /// How many events with a key had no known time, under an effective bound.
    var undated: Int { partitions.reduce(0) { $0 + $1.pass.undated } }
}
