import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// The state of a check while it reads the log once.
struct LogCheck {
    let hasher: NameHasher
    private var frontier = TreeFrontier()
    private var revisions: [UInt64: UInt64] = [:]
    private var lastRecordedAt = Int64.min
    private var problems: [VerifyReport.Problem] = []
    private var problemCount = 0
    /// For each run: what the sum of its entries' fingerprints has to be, from the headers.
    private var expected: [(run: IndexRun, count: UInt64, checksum: UInt64)] = []
    private var currentRun = 0

    init(hasher: NameHasher) {
        self.hasher = hasher
    }

    mutating func report(_ check: String, _ position: UInt64?, _ detail: String) {
        problemCount += 1
        if problems.count < 100 {
            problems.append(VerifyReport.Problem(check: check, position: position, detail: detail))
        }
    }

    mutating func expectRuns(_ runs: [IndexRun]) {
        expected = runs.map { ($0, 0, 0) }
    }

    func result(origin: String, runs: Int) -> VerifyReport {
        VerifyReport(
            origin: origin, events: frontier.size, streams: UInt64(revisions.count), root: frontier.root.hex,
            indexRuns: runs, problems: problems, problemCount: problemCount)
    }

    /// Reads the log once, in short snapshots.
    mutating func run(_ store: LogStore, head: HeadRecord, progress: (UInt64, UInt64) -> Void) throws {
        let size = head.frontier.size
        var position: UInt64 = 0
        while position < size {
            let stop = min(size, position + UInt64(LogScanner.snapshotRecords))
            try translating {
                let read = try store.environment.read()
                for next in position..<stop { try record(at: next, store, read) }
            }
            position = stop
            progress(position, size)
        }
        if frontier != head.frontier {
            report("head", nil, "the head keeps the root \(head.frontier.root), the events have \(frontier.root)")
        }
        if size > 0, head.lastRecordedAt != lastRecordedAt {
            report("head", nil, "the head's last time differs from that of the last event")
        }
        try translating {
            let count = try store.environment.read().statistics(of: store.events).entries
            if UInt64(count) != size { report("head", nil, "the head counts \(size) events, the table has \(count)") }
        }
    }

    private mutating func record(at position: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction) throws {
        guard let record = try read.value(forKey: position, in: store.events) else {
            report("record", position, "the event is missing")
            frontier.append(TreeHasher.leaf([]))
            return
        }
        do throws(EventError) {
            let event = try EventView(position: position, record: record)
            let recorded = try event.recorded()
            try event.checkHeader(against: recorded, hasher: hasher)
            do throws(CBORError) {
                _ = try CBORValue(canonical: recorded.payload)
            } catch {
                report("record", position, "the payload is not canonical: \(error)")
            }
            order(recorded, event.streamHash)
            index(event)
            append(TreeHasher.leaf(event.canonical), store, read)
        } catch {
            report("record", position, error.detail)
            // The bytes are not those that were hashed; the tree will differ, and says so once.
            append(TreeHasher.leaf(record), store, read)
        }
    }

    private mutating func order(_ event: RecordedEvent, _ streamHash: UInt64) {
        let expected = revisions[streamHash] ?? 0
        if event.revision != expected {
            report("order", event.position, "\(event.stream) is at revision \(event.revision), expected \(expected)")
        }
        revisions[streamHash] = event.revision + 1
        if event.recordedAt.nanoseconds < lastRecordedAt {
            report("order", event.position, "it was recorded before the event in front of it")
        }
        lastRecordedAt = event.recordedAt.nanoseconds
    }

    private mutating func index(_ event: borrowing EventView) {
        guard currentRun < expected.count, event.position >= expected[currentRun].run.range.lowerBound else { return }
        let start = expected[currentRun].run.range.lowerBound
        let offset = UInt32(truncatingIfNeeded: event.position - start)
        event.forEachIndexedHash { hash in
            expected[currentRun].count += 1
            expected[currentRun].checksum &+= IndexEntry(hash: hash, offset: offset).fingerprint(start: start)
        }
        if event.position + 1 == expected[currentRun].run.range.upperBound { currentRun += 1 }
    }

    private mutating func append(_ leaf: Digest, _ store: LogStore, _ read: borrowing ReadTransaction) {
        var differing: [String] = []
        frontier.append(leaf) { level, index, digest in
            guard level >= LogStore.lowestStoredLevel else { return }
            let stored = Self.stored(LogStore.treeKey(level: level, index: index), store, read)
            if stored != digest {
                differing.append("the stored subtree \(index) of level \(level) differs from its events")
            }
        }
        for detail in differing { report("tree", frontier.size - 1, detail) }
    }

    private static func stored(
        _ key: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) -> Digest? {
        guard let found = try? read.value(forKey: key, in: store.tree) else { return nil }
        return Digest(found)
    }

    /// Compares what the runs hold with what the headers said.
    mutating func compare(_ runs: [IndexRun], in store: RunStore) throws {
        for (run, count, checksum) in expected {
            var found: (count: UInt64, checksum: UInt64) = (0, 0)
            do {
                try translating {
                    try store.forEachEntry(of: run, hashes: 0...UInt64.max, store.environment.read()) { entry in
                        found.count += 1
                        found.checksum &+= entry.fingerprint(start: run.range.lowerBound)
                    }
                }
            } catch {
                report("index", run.range.lowerBound, "\(error)")
                continue
            }
            guard found == (count, checksum), run.entryCount == count, run.checksum == checksum else {
                report(
                    "index", run.range.lowerBound,
                    "the run \(run.range) differs from the log; delete index/ to rebuild it")
                continue
            }
        }
    }
}
