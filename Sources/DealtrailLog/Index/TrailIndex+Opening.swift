import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Synchronization

extension TrailIndex {
    /// Opens the index of a log: checks that it belongs to it, and indexes the tail with a scan.
    ///
    /// Runs that do not belong (another origin's log, or a log restored to before them) and files that are damaged are
    /// thrown away and made anew: the index is derived.
    ///
    /// - Returns: The index, who seals it, and why its tail could not be sealed when that has failed: reads and appends
    ///   do not need it.
    /// A damaged event among those that are indexed keeps nobody from opening: reads that may concern it say where it
    /// is, and so does every append, since its command may be the one that is appended.
    ///
    /// - Throws: `LogError`.
    /// - Complexity: O(events since the last sealed run).
    static func open(
        at directory: String, of store: LogStore, mapSize: Int, threshold: Int
    ) throws -> (index: TrailIndex, sealer: Sealer, failure: (any Error)?) {
        let (runs, sealed) = try openRuns(at: directory, of: store, mapSize: mapSize)
        let index = TrailIndex(runs: runs, tail: TailIndex(start: sealed))
        let sealer = Sealer(index: index, store: store, lockPath: directory + "/seal.lock", threshold: threshold)
        let failure = try index.catchUp(with: store, sealer: sealer)
        return (index, sealer, failure)
    }

    /// The runs, and up to where they reach.
    private static func openRuns(
        at directory: String, of store: LogStore, mapSize: Int
    ) throws -> (RunStore, UInt64) {
        try openingLock(directory) {
            if let found = try usableRuns(at: directory, of: store, mapSize: mapSize) { return found }
            // Files, and not records: what is damaged cannot be emptied safely, and who has them open keeps them.
            for name in ["/data.mdb", "/lock.mdb"] { try DurableFile.remove(directory + name) }
            return (try RunStore(at: directory, mapSize: mapSize), 0)
        }
    }

    /// Runs a body that opens an index, one at a time, so that nobody opens files that another is throwing away.
    static func openingLock<Result>(_ directory: String, _ body: () throws -> Result) throws -> Result {
        let lock = try FileLock.wait(at: directory + "/open.lock")
        let result = try body()
        _ = consume lock
        return result
    }

    /// The runs that are there, or `nil` when they are damaged or do not belong to the log.
    private static func usableRuns(
        at directory: String, of store: LogStore, mapSize: Int
    ) throws -> (RunStore, UInt64)? {
        let runs: RunStore
        let last: IndexRun?
        do {
            runs = try RunStore(at: directory, mapSize: mapSize)
            last = try translating {
                let read = try runs.environment.read()
                return try runs.list(read).last
            }
        } catch let error as LogError where Self.isDamage(error.code) {
            return nil
        }
        guard let last else { return (runs, 0) }
        // After the runs: what another process seals meanwhile it has committed before.
        guard last.range.upperBound <= (try store.head().frontier.size),
            try StoredTree(store: store).root(at: last.range.upperBound) == last.root
        else { return nil }
        return (runs, last.range.upperBound)
    }

    private static func isDamage(_ code: LogError.Code) -> Bool {
        switch code {
        case .truncated, .corrupted, .notATrail, .newerFormat, .indexMismatch: true
        default: false
        }
    }

    /// Indexes the whole log, sealing on the way when it is long; returns why that was not possible.
    private func catchUp(with store: LogStore, sealer: Sealer) throws -> (any Error)? {
        let size = try store.head().frontier.size
        var failure: (any Error)?
        while true {
            let end = tail.withLock { $0.end }
            guard end < size else { return failure }
            let stop = min(size, end + Self.catchUpStep)
            try catchUp(with: store, to: stop)
            guard failure == nil, tail.withLock({ $0.eventCount }) >= sealer.threshold else { continue }
            do { try sealer.run(upTo: stop) } catch { failure = error }
        }
    }

    /// How many events are indexed under one lock of the tail.
    private static let catchUpStep: UInt64 = 65_536

    /// Indexes the events that are not indexed yet.
    func catchUp(with store: LogStore, to size: UInt64) throws {
        while true {
            let end = tail.withLock { $0.end }
            guard end < size else { return }
            try translating {
                let read = try store.environment.read()
                try catchUp(with: store, to: min(size, end + Self.catchUpStep), read)
            }
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
                do throws(EventError) {
                    tail.append(try EventView(position: tail.end, record: entry.value))
                } catch {
                    tail.appendDamaged()
                }
                next = try cursor.next()
            }
        }
    }
}
