import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// The state of a check while it reads the log once.
struct LogCheck {
    let hasher: NameHasher
    var findings = Findings()
    var tree = TreeCheck()
    /// Checks signatures too, when somebody asked for it.
    private var signatures: SignatureAudit?
    private var streams = StreamCheck()
    private var appends = AppendCheck()
    private var sums = RunSums()
    private var seen = SeenFields()
    private var checkpointCount = 0
    private(set) var lastRecordedAt = Int64.min
    /// The rules that events name, with the first event of each.
    private var rules: [ContentDigest: UInt64] = [:]
    /// The rules that were named last.
    private var lastRules: [UInt8] = []
    /// The keys that the log says were destroyed, with the event that says so.
    var erased: [(position: UInt64, keys: [ContentDigest])] = []
    private static let headsKind = NameHasher.hash(StreamHeadsCommitted.kind)

    init(hasher: NameHasher, signatures: SignatureAudit? = nil) {
        self.hasher = hasher
        self.signatures = signatures
    }

    mutating func expectRuns(_ runs: [IndexRun]) {
        sums = RunSums(runs)
    }

    /// Roots that the log has to have had at some sizes; those beyond its end are reported by ``checkEnd(_:)``.
    mutating func expectRoots(_ roots: [ExpectedRoot], checkpoints count: Int) {
        checkpointCount = count
        tree.expect(roots, &findings)
    }

    func result(origin: String, runs: Int) -> VerifyReport {
        VerifyReport(
            origin: origin, events: tree.frontier.size, streams: UInt64(streams.count), root: tree.frontier.root.hex,
            indexRuns: runs, checkpoints: checkpointCount, streamHeads: streams.compared,
            signatures: signatures?.counts, problems: findings.problems, problemCount: findings.count)
    }

    /// Takes in the next record; `nil` for one that is missing.
    mutating func take(
        _ record: RawSpan?, at position: UInt64, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        guard let record else {
            findings.report("record", position, "the event is missing")
            appends.skip()
            return tree.append(TreeHasher.leaf([]), store, read, &findings)
        }
        do {
            let event = try EventView(position: position, record: record)
            try event.checkBody()
            try take(intact: event, store, read)
        } catch let error as EventError {
            damaged(record, at: position, error, store, read)
        }
    }

    /// Takes in the next event, whose checksums hold.
    @inline(__always)
    mutating func take(
        intact event: borrowing EventView, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        if let checked = event.checked(hasher, &seen) {
            if let rules = checked.rules { note(event.canonical.extracting(rules), event.position) }
            appends.take(event, checked, &findings)
            try signatures?.take(event, checked, &findings)
        } else {
            // Of an event that does not pass nothing is kept.
            seen = SeenFields()
            do {
                let explained = try explain(event)
                appends.take(event, explained, &findings)
                try signatures?.take(event, explained, &findings)
            } catch let error as EventError {
                return damaged(event.stored, at: event.position, error, store, read)
            }
        }
        if event.kindHash == Self.headsKind { try compareHeads(event, store, read) }
        if event.kindHash == Self.erasureKind { try noteErasure(event) }
        streams.take(event.streamHash, event.position, event.revision)
        if event.recordedAt.nanoseconds < lastRecordedAt {
            findings.report("order", event.position, "it was recorded before the event in front of it")
        }
        lastRecordedAt = event.recordedAt.nanoseconds
        sums.take(event)
        tree.append(TreeHasher.leaf(event.canonical), store, read, &findings)
    }

    private mutating func damaged(
        _ record: RawSpan, at position: UInt64, _ error: EventError, _ store: LogStore,
        _ read: borrowing ReadTransaction
    ) {
        findings.report("record", position, error.detail)
        appends.skip()
        // The bytes are not those that were hashed; the tree will differ, and says so once.
        tree.append(TreeHasher.leaf(record), store, read, &findings)
    }

    /// Says what is wrong with an event that the quick check has not passed.
    private mutating func explain(_ event: borrowing EventView) throws -> EventView.Checked {
        let recorded = try event.recorded()
        try event.checkHeader(against: recorded, hasher: hasher)
        do throws(CBORError) {
            _ = try CBORValue(canonical: recorded.payload)
        } catch {
            findings.report("record", event.position, "the payload is not canonical: \(error)")
        }
        if let digest = recorded.rules, rules[digest] == nil { rules[digest] = event.position }
        return EventView.Checked(recorded)
    }

    /// Notes the rules that an event names; most name those of the event before.
    private mutating func note(_ digest: RawSpan, _ position: UInt64) {
        guard !lastRules.rawSpan.elementsEqual(digest) else { return }
        lastRules = digest.array()
        if let digest = ContentDigest(bytes: lastRules), rules[digest] == nil { rules[digest] = position }
    }

    /// Compares what the log states of its streams with them, when the event is such a statement.
    private mutating func compareHeads(
        _ event: borrowing EventView, _ store: LogStore, _ read: borrowing ReadTransaction
    ) throws {
        let recorded = try event.recorded()
        guard recorded.kind == StreamHeadsCommitted.kind else { return }
        settle(store, read)
        if let fault = try streams.compare(recorded, store, read) {
            findings.report("heads", event.position, fault)
        }
    }

    /// Checks what takes less time for many events at once, of those that were taken in since the last time.
    mutating func settle(_ store: LogStore, _ read: borrowing ReadTransaction) {
        signatures?.settle(&findings)
        tree.settle(store, read, &findings)
        for gap in streams.settle() {
            let stream = try? store.withEvent(at: gap.position, read) { try $0.stream.rawValue }
            findings.report(
                "order", gap.position,
                "\(stream ?? "its stream") is at revision \(gap.revision), expected \(gap.expected)")
        }
    }

    /// Compares the end of the log with what its head says, and with roots that nothing has reached.
    mutating func checkEnd(_ head: HeadRecord) {
        appends.finish(&findings)
        tree.compareEnd(with: head.frontier, &findings)
        if head.lastRecordedAt != lastRecordedAt {
            findings.report("head", nil, "the head's last time differs from that of the last event")
        }
    }

    /// Compares the index with what the headers said.
    mutating func compareRuns(in store: RunStore, _ read: borrowing ReadTransaction) {
        sums.compare(in: store, read, &findings)
    }

    /// Reports the rules that events name and that are not among the blobs.
    mutating func checkRules(in blobs: BlobStore) {
        let known = Set(blobs.digests())
        for (digest, position) in rules.sorted(by: { $0.value < $1.value }) where !known.contains(digest) {
            findings.report("blob", position, "the rules \(digest) of this event are not among the blobs")
        }
    }
}
