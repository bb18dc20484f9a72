import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Synchronization

extension TrailIndex {
    /// Opens the index of a log: checks that it belongs to it, and indexes the tail with a scan.
    ///
    /// Runs that do not belong (another origin's log, or a log restored to before them) are thrown away and made anew:
    /// the index is derived.
    ///
    /// - Complexity: O(events since the last sealed run).
    static func open(
        at directory: String, of store: LogStore, mapSize: Int, threshold: Int
    ) throws -> (index: TrailIndex, sealer: Sealer) {
        let runs = try RunStore(at: directory, mapSize: mapSize)
        let size = try store.head().frontier.size
        var sealed: UInt64 = 0
        do {
            sealed = try check(runs, against: store, size: size)
        } catch is LogError {
            try translating { try runs.reset() }
        }
        let index = TrailIndex(runs: runs, tail: TailIndex(start: sealed))
        let sealer = Sealer(index: index, store: store, lockPath: directory + "/seal.lock", threshold: threshold)
        try index.catchUp(with: store, to: size, sealer: sealer)
        return (index, sealer)
    }

    /// Indexes the events that are not indexed yet, sealing on the way when they are many.
    func catchUp(with store: LogStore, to size: UInt64, sealer: Sealer?) throws {
        while true {
            let end = tail.withLock { $0.end }
            guard end < size else { return }
            let stop = min(size, end + 65_536)
            try translating {
                let read = try store.environment.read()
                try catchUp(with: store, to: stop, read)
            }
            if let sealer, tail.withLock({ $0.eventCount }) >= sealer.threshold { try sealer.run(upTo: stop) }
        }
    }

    private func catchUp(with store: LogStore, to stop: UInt64, _ read: borrowing ReadTransaction) throws {
        var cursor = try read.cursor(store.events)
        try tail.withLock { tail in
            var next = try cursor.seek(atLeast: tail.end)
            while tail.end < stop {
                guard let entry = next, entry.keyAsUInt64 == tail.end else {
                    throw LogError(.corrupted, "the event is missing", position: tail.end)
                }
                tail.append(try EventView(position: tail.end, record: entry.value))
                next = try cursor.next()
            }
        }
    }

    /// The end of the sealed runs, when they belong to the log.
    private static func check(_ runs: RunStore, against store: LogStore, size: UInt64) throws -> UInt64 {
        let last = try translating {
            let read = try runs.environment.read()
            return try runs.list(read).last
        }
        guard let last else { return 0 }
        guard last.range.upperBound <= size else {
            throw LogError(.indexMismatch, "it covers \(last.range.upperBound) events, the log has \(size)")
        }
        guard try StoredTree(store: store).root(at: last.range.upperBound) == last.root else {
            throw LogError(.indexMismatch, "it is of a log with another root at \(last.range.upperBound)")
        }
        return last.range.upperBound
    }
}
