import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// The state of a check while it reads the log once.
struct LogCheck {
    let hasher: NameHasher
    private var frontier = TreeFrontier()
    private var streams = StreamCheck()
    private var checkpoints: [ExpectedRoot] = []
    private var checkpointCount = 0
    private var lastRecordedAt = Int64.min
    private var problems: [VerifyReport.Problem] = []
    private var problemCount = 0
    /// For each run: what the sum of its entries' fingerprints has to be, from the headers.
    private var expected: [(run: IndexRun, count: UInt64, checksum: UInt64)] = []
    private var currentRun = 0
    /// How many subtrees are to be stored.
    private var subtrees: UInt64 = 0
    /// How many are.
    private var storedSubtrees: UInt64 = 0
    /// The rules that events name, with the first event of each.
    private var rules: [ContentDigest: UInt64] = [:]
    /// The rules that were named last.
    private var lastRules: [UInt8] = []
    private static let headsKind = NameHasher.hash(StreamHeadsCommitted.kind)

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

    /// Roots that the log has to have had at some sizes; those beyond its end are reported by ``run(_:progress:)``.
    mutating func expectRoots(_ roots: [ExpectedRoot], checkpoints count: Int) {
        checkpoints = roots.sorted { $0.size > $1.size }
        checkpointCount = count
        compareRoots()
    }

    /// Compares the roots of the size that has been reached.
    private mutating func compareRoots() {
        while let next = checkpoints.last, next.size <= frontier.size {
            checkpoints.removeLast()
            let root = frontier.root
            if root != next.root {
                report(
                    next.check, nil,
                    "\(next.name): the first \(next.size) events have root \(root), and not \(next.root)")
            }
        }
    }

    func result(origin: String, runs: Int) -> VerifyReport {
        VerifyReport(
            origin: origin, events: frontier.size, streams: UInt64(streams.count), root: frontier.root.hex,
            indexRuns: runs, checkpoints: checkpointCount, streamHeads: streams.compared, problems: problems,
            problemCount: problemCount)
    }

    /// Reads the log in short snapshots: each event by its key, and by moving from one to the next as scans do.
    mutating func run(_ store: LogStore, progress: (UInt64, UInt64) -> Void) throws {
        let head = try translating {
            let read = try store.environment.read()
            let head = try store.head(read)
            // In the snapshot of the head, since others may append meanwhile.
            let events = UInt64(try read.statistics(of: store.events).entries)
            if events != head.frontier.size {
                report("head", nil, "the head counts \(head.frontier.size) events, the table has \(events)")
            }
            storedSubtrees = UInt64(try read.statistics(of: store.tree).entries)
            return head
        }
        let size = head.frontier.size
        var position: UInt64 = 0
        while position < size {
            let stop = min(size, position + UInt64(LogScanner.snapshotRecords))
            try translating {
                let read = try store.environment.read()
                for next in position..<stop { try record(at: next, store, read) }
                try walk(position..<stop, of: size, store, read)
            }
            position = stop
            progress(position, size)
        }
        for beyond in checkpoints.reversed() {
            report(beyond.check, nil, "\(beyond.name): it speaks of \(beyond.size) events, the log has \(size)")
        }
        if frontier != head.frontier {
            report("head", nil, "the head keeps the root \(head.frontier.root), the events have \(frontier.root)")
        }
        if size > 0, head.lastRecordedAt != lastRecordedAt {
            report("head", nil, "the head's last time differs from that of the last event")
        }
        if subtrees != storedSubtrees {
            report("tree", nil, "there are \(storedSubtrees) stored subtrees, expected \(subtrees)")
        }
    }

    /// Moves over the records of a range and one beyond, forward and back: links between pages that lookups do not use.
    private mutating func walk(
        _ range: Range<UInt64>, of size: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        var cursor = try read.cursor(store.events)
        var next = try cursor.seek(atLeast: range.lowerBound)
        for position in range {
            guard let entry = next, entry.keyAsUInt64 == position else {
                return report("file", position, "a scan does not come from the event before to this one")
            }
            next = try cursor.next()
        }
        let beyond = next?.keyAsUInt64
        if beyond.map({ $0 != range.upperBound }) ?? (range.upperBound < size) {
            report("file", range.upperBound, "a scan does not come from the event before to this one")
        }
        var previous = try cursor.seek(atLeast: range.upperBound - 1)
        for position in range.reversed() {
            guard let entry = previous, entry.keyAsUInt64 == position else {
                return report("file", position, "a scan backwards does not come to this event")
            }
            previous = try cursor.previous()
        }
    }

    private mutating func record(at position: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction) throws {
        guard let record = try read.value(forKey: position, in: store.events) else {
            report("record", position, "the event is missing")
            frontier.append(TreeHasher.leaf([]))
            return
        }
        do {
            let event = try EventView(position: position, record: record)
            if let checked = event.checked(hasher) {
                if let rules = checked.rules { note(event.canonical.extracting(rules), position) }
            } else {
                try explain(event)
            }
            if event.kindHash == Self.headsKind {
                let recorded = try event.recorded()
                if recorded.kind == StreamHeadsCommitted.kind, let fault = try streams.compare(recorded, store, read) {
                    report("heads", position, fault)
                }
            }
            order(event)
            index(event)
            append(TreeHasher.leaf(event.canonical), store, read)
        } catch let error as EventError {
            report("record", position, error.detail)
            // The bytes are not those that were hashed; the tree will differ, and says so once.
            append(TreeHasher.leaf(record), store, read)
        }
    }

    /// Says what is wrong with an event that the quick check has not passed.
    private mutating func explain(_ event: borrowing EventView) throws {
        let recorded = try event.recorded()
        try event.checkHeader(against: recorded, hasher: hasher)
        do throws(CBORError) {
            _ = try CBORValue(canonical: recorded.payload)
        } catch {
            report("record", event.position, "the payload is not canonical: \(error)")
        }
        if let digest = recorded.rules, rules[digest] == nil { rules[digest] = event.position }
    }

    /// Notes the rules that an event names; most name those of the event before.
    private mutating func note(_ digest: RawSpan, _ position: UInt64) {
        guard !lastRules.rawSpan.elementsEqual(digest) else { return }
        lastRules = digest.array()
        if let digest = ContentDigest(bytes: lastRules), rules[digest] == nil { rules[digest] = position }
    }

    private mutating func order(_ event: borrowing EventView) {
        let expected = streams.take(event.streamHash, event.position, event.revision)
        if event.revision != expected {
            let stream = (try? event.stream.rawValue) ?? "its stream"
            report("order", event.position, "\(stream) is at revision \(event.revision), expected \(expected)")
        }
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
        var completed: UInt64 = 0
        frontier.append(leaf) { level, index, digest in
            guard level >= LogStore.lowestStoredLevel else { return }
            completed += 1
            let stored = Self.stored(LogStore.treeKey(level: level, index: index), store, read)
            if stored != digest {
                differing.append("the stored subtree \(index) of level \(level) differs from its events")
            }
        }
        subtrees += completed
        for detail in differing { report("tree", frontier.size - 1, detail) }
        compareRoots()
    }

    private static func stored(
        _ key: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) -> Digest? {
        guard let found = try? read.value(forKey: key, in: store.tree) else { return nil }
        return Digest(found)
    }

    /// Compares what the runs hold, and what lookups in them find, with what the headers said.
    mutating func compare(in store: RunStore, _ read: borrowing ReadTransaction) {
        for (run, count, checksum) in expected {
            var found: (count: UInt64, checksum: UInt64) = (0, 0)
            var name: (hash: UInt64, count: Int)?
            var lost: UInt64 = 0
            // A walk over the run meets all entries of a hash one after another.
            func look() {
                guard let name else { return }
                let isFound = try? store.isFindable(name.hash, count: name.count, in: run, read)
                if isFound != true { lost += 1 }
            }
            do {
                try translating {
                    try store.forEachEntry(of: run, hashes: 0...UInt64.max, read) { entry in
                        found.count += 1
                        found.checksum &+= entry.fingerprint(start: run.range.lowerBound)
                        if let known = name, known.hash == entry.hash {
                            name = (known.hash, known.count + 1)
                        } else {
                            look()
                            name = (entry.hash, 1)
                        }
                    }
                }
                look()
            } catch {
                report("index", run.range.lowerBound, "\(error)")
                continue
            }
            guard found == (count, checksum), lost == 0, run.entryCount == count, run.checksum == checksum else {
                report(
                    "index", run.range.lowerBound,
                    "the run \(run.range) differs from the log; delete index/ to rebuild it")
                continue
            }
        }
    }

    /// Reports the rules that events name and that are not among the blobs.
    mutating func checkRules(in blobs: BlobStore) {
        let known = Set(blobs.digests())
        for (digest, position) in rules.sorted(by: { $0.value < $1.value }) where !known.contains(digest) {
            report("blob", position, "the rules \(digest) of this event are not among the blobs")
        }
    }
}
