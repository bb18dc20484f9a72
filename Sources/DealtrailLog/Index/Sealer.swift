import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Synchronization

/// Turns the tail into sealed runs and merges runs into larger ones, off the commit path.
///
/// One process at a time does so; others adopt what it has published.
final class Sealer: Sendable {
    /// How many runs of about one size are merged into one.
    static let mergeFactor = 8
    /// How many entries are sorted at once while merging: 64 MiB of them.
    static let sliceEntries: UInt64 = 4 << 20

    let index: TrailIndex
    let store: LogStore
    let lockPath: String
    let threshold: Int

    init(index: TrailIndex, store: LogStore, lockPath: String, threshold: Int) {
        self.index = index
        self.store = store
        self.lockPath = lockPath
        self.threshold = threshold
    }

    /// Seals and merges as long as there is something to do.
    ///
    /// - Returns: `false` when another process is at it.
    @discardableResult
    func run(upTo committed: UInt64) throws -> Bool {
        guard let lock = try FileLock.attempt(at: lockPath) else {
            try adopt()
            return false
        }
        try adopt()
        while try seal(upTo: committed) {
            while try merge() {}
        }
        _ = consume lock
        return true
    }

    /// Drops from the tail what runs cover already.
    func adopt() throws {
        let end = try sealedEnd()
        index.tail.withLock { tail in
            if end > tail.start, end <= tail.end { tail.forget(before: end) }
        }
    }

    private func sealedEnd() throws -> UInt64 {
        try translating {
            let read = try index.runs.environment.read()
            return try index.runs.list(read).last?.range.upperBound ?? 0
        }
    }

    /// Seals the oldest `threshold` events of the tail, when there are so many.
    private func seal(upTo committed: UInt64) throws -> Bool {
        let start = index.tail.withLock { $0.start }
        let end = start + UInt64(threshold)
        guard end <= committed else { return false }
        let sealed = try sealedEnd()
        // Another process has sealed beyond this tail, which takes it on once it has come as far.
        guard sealed <= start else { return false }
        guard sealed == start else {
            throw LogError(.indexMismatch, "the runs end at \(sealed), the tail begins at \(start)")
        }
        var (entries, damaged) = index.tail.withLock { ($0.entries(before: end), $0.damaged.first { $0 < end }) }
        if let damaged {
            throw LogError(.corrupted, "a damaged event cannot be indexed", position: damaged)
        }
        entries.sortByHash()
        let slot = try freeSlot()
        var filter = RunFilter(capacity: entries.distinctHashes)
        try translating {
            try index.runs.clear(slot: slot)
            try index.runs.append(entries, to: slot, &filter)
        }
        let run = IndexRun(
            range: start..<end, slot: slot, entryCount: UInt64(entries.count),
            checksum: entries.reduce(0) { $0 &+ $1.fingerprint(start: start) },
            root: try StoredTree(store: store).root(at: end))
        try translating { try index.runs.publish(run, filter: filter) }
        // Published first, forgotten after: a reader that took the tail before still has its events.
        index.tail.withLock { $0.forget(before: end) }
        return true
    }

    /// Merges the newest runs of one tier when there are enough of them.
    private func merge() throws -> Bool {
        let list = try translating {
            let read = try index.runs.environment.read()
            return try index.runs.list(read)
        }
        guard let group = Self.group(list, unit: UInt64(threshold)) else { return false }
        let range = group[0].range.lowerBound..<group[group.count - 1].range.upperBound
        let total = group.reduce(0) { $0 + $1.entryCount }
        let slot = try freeSlot()
        var filter = RunFilter(capacity: Int(total))
        var checksum: UInt64 = 0
        try translating { try index.runs.clear(slot: slot) }
        // The hashes are even, so equal slices of their range hold about equal counts of entries.
        let slices = total / Self.sliceEntries + 1
        let width = UInt64.max / slices
        for slice in 0..<slices {
            let hashes = slice * width + (slice == 0 ? 0 : 1)...(slice + 1 == slices ? UInt64.max : (slice + 1) * width)
            var entries: [IndexEntry] = []
            try translating {
                let read = try index.runs.environment.read()
                for run in group {
                    let shift = UInt32(run.range.lowerBound - range.lowerBound)
                    try index.runs.forEachEntry(of: run, hashes: hashes, read) {
                        entries.append(IndexEntry(hash: $0.hash, offset: $0.offset + shift))
                    }
                }
            }
            entries.sortByHash()
            checksum = entries.reduce(checksum) { $0 &+ $1.fingerprint(start: range.lowerBound) }
            try translating { try index.runs.append(entries, to: slot, &filter) }
        }
        let run = IndexRun(
            range: range, slot: slot, entryCount: total, checksum: checksum, root: group[group.count - 1].root)
        try translating { try index.runs.publish(run, filter: filter, replacing: group) }
        return true
    }

    /// The newest runs of one tier, when there are as many as are merged at once.
    ///
    /// A tier holds runs of up to `mergeFactor` times the size of the tier below. Only the newest runs are looked at,
    /// since older ones are larger.
    static func group(_ list: [IndexRun], unit: UInt64) -> [IndexRun]? {
        func tier(_ run: IndexRun) -> Int {
            var size = unit
            var tier = 0
            while size * UInt64(mergeFactor) <= UInt64(run.range.count) {
                size *= UInt64(mergeFactor)
                tier += 1
            }
            return tier
        }
        guard let last = list.last else { return nil }
        let group = Array(list.reversed().prefix { tier($0) == tier(last) }.reversed())
        guard group.count >= mergeFactor else { return nil }
        // Offsets within a run have 32 bits.
        let count = group[group.count - 1].range.upperBound - group[0].range.lowerBound
        return count <= UInt64(UInt32.max) ? group : nil
    }

    private func freeSlot() throws -> UInt32 {
        let used = try translating {
            let read = try index.runs.environment.read()
            return Set(try index.runs.list(read).map(\.slot))
        }
        guard let slot = (0..<UInt32(RunStore.slotCount)).first(where: { !used.contains($0) }) else {
            throw LogError(.indexMismatch, "all \(RunStore.slotCount) slots of the index are in use")
        }
        return slot
    }
}

extension [IndexEntry] {
    /// How many different hashes sorted entries have.
    var distinctHashes: Int {
        var count = 0
        var last: UInt64?
        for entry in self where entry.hash != last {
            last = entry.hash
            count += 1
        }
        return count
    }
}
