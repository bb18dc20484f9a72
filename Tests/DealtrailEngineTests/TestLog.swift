import DealtrailLog
import DealtrailModel
import DealtrailProof
import Synchronization

/// A log in memory for the tests of this module: plain rules, no index, no clock of its own.
final class TestLog: EventLog {
    struct Contents: Sendable {
        var records: [[UInt8]] = []
        var events: [RecordedEvent] = []
        var roots: [ContentDigest] = [ContentDigest(of: [])]
        var stamp = Timestamp(nanoseconds: 1_000)
        var revisions: [StreamName: UInt64] = [:]
        var receipts: [CommandID: (command: [UInt8]?, receipt: Receipt)] = [:]
    }

    let origin: String
    let hasher: NameHasher
    /// How often a decision is made before it counts, as a log that retries would.
    let decisions: Int
    private let contents = Mutex(Contents())

    init(origin: String = "test.example/log", hasher: NameHasher = NameHasher(low: 7, high: 11), decisions: Int = 1) {
        self.origin = origin
        self.hasher = hasher
        self.decisions = decisions
    }

    var events: [RecordedEvent] { contents.withLock { $0.events } }
    var records: [[UInt8]] { contents.withLock { $0.records } }

    func setStamp(_ nanoseconds: Int64) {
        contents.withLock { $0.stamp = Timestamp(nanoseconds: nanoseconds) }
    }

    /// Takes the last events away, as the restore of an old backup would.
    func rollBack(to size: Int) {
        contents.withLock { contents in
            contents.records.removeSubrange(size...)
            contents.events.removeSubrange(size...)
            contents.roots.removeSubrange((size + 1)...)
            contents.receipts = contents.receipts.filter { $0.value.receipt.positions.upperBound <= size }
            contents.revisions = Dictionary(contents.events.map { ($0.stream, $0.revision + 1) }) { max($0, $1) }
        }
    }

    /// Changes a byte of a stored record.
    func damage(_ position: Int) {
        contents.withLock { $0.records[position][$0.records[position].count - 1] ^= 1 }
    }

    func head() throws -> LogHead {
        try contents.withLock { contents in
            guard let root = Digest(contents.roots[contents.roots.count - 1].bytes) else {
                throw LogError(.corrupted, "root")
            }
            return LogHead(
                size: UInt64(contents.records.count), root: root, lastRecordedAt: contents.events.last?.recordedAt)
        }
    }

    func append(_ requests: [AppendRequest]) async -> [Result<Receipt, any Error>] {
        requests.map { request in
            Result { try contents.withLock { try Self.append(request, to: &$0, hasher) } }
        }
    }

    func appendNow(_ requests: [AppendRequest]) {
        contents.withLock { contents in
            for request in requests { _ = try? Self.append(request, to: &contents, hasher) }
        }
    }

    func transact<State: Sendable>(_ transaction: Transaction<State>) async throws -> Receipt? {
        try contents.withLock { contents in
            if let known = contents.receipts[transaction.commandID] {
                return try Self.replay(known, transaction.command, transaction.commandID)
            }
            let query = PreparedQuery(transaction.scope, hasher: hasher)
            var state = transaction.initial
            for (position, record) in contents.records.enumerated() {
                let event = try EventView(position: UInt64(position), record: record.rawSpan)
                if try query.matches(event) { try transaction.fold.apply(event, to: &state) }
            }
            var request: AppendRequest?
            for _ in 0..<decisions { request = try transaction.decide(state, contents.stamp) }
            guard let request else { return nil }
            return try Self.append(request, to: &contents, hasher, from: .decision)
        }
    }

    private static func replay(
        _ known: (command: [UInt8]?, receipt: Receipt), _ command: [UInt8]?, _ id: CommandID
    ) throws -> Receipt {
        guard known.command == command else { throw AppendError(.commandReused, "\(id)") }
        let first = known.receipt
        return Receipt(
            commandID: first.commandID, positions: first.positions, eventIDs: first.eventIDs,
            recordedAt: first.recordedAt, isReplay: true)
    }

    private static func append(
        _ request: AppendRequest, to contents: inout Contents, _ hasher: NameHasher, from source: AppendSource = .author
    ) throws -> Receipt {
        try request.validate(from: source)
        if let known = contents.receipts[request.commandID] {
            return try replay(known, request.command, request.commandID)
        }
        let builder = RecordBuilder(append: request, hasher: hasher, recordedAt: contents.stamp)
        let first = UInt64(contents.records.count)
        var ids: [EventID] = []
        for (index, event) in request.events.enumerated() {
            let position = UInt64(contents.records.count)
            let id = EventID(
                milliseconds: position, counter: 0,
                random: ContentDigest(of: Array(request.commandID.rawValue.utf8)).word)
            let revision = contents.revisions[event.stream, default: 0]
            let cause: EventID? =
                switch event.cause {
                case .event(let id): id
                case .sibling(let place): ids[place]
                case nil: request.causation
                }
            let record = try builder.record(index: index, id: id, revision: revision, cause: cause)
            let recorded = try EventView(position: position, record: record.rawSpan).recorded()
            contents.revisions[event.stream] = revision + 1
            contents.records.append(record)
            contents.events.append(recorded)
            let last = contents.roots[contents.roots.count - 1]
            contents.roots.append(ContentDigest(of: last.bytes + recorded.canonical))
            ids.append(id)
        }
        let receipt = Receipt(
            commandID: request.commandID, positions: first..<first + UInt64(ids.count), eventIDs: ids,
            recordedAt: contents.stamp, isReplay: false)
        contents.receipts[request.commandID] = (request.command, receipt)
        contents.stamp = Timestamp(nanoseconds: contents.stamp.nanoseconds + 1_000)
        return receipt
    }

    func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        let (records, events) = contents.withLock { ($0.records, $0.events) }
        let end = min(range.upperBound, UInt64(records.count))
        guard range.lowerBound < end else { return }
        var positions = Array(range.lowerBound..<end)
        if direction == .backward { positions.reverse() }
        for position in positions where filter.matches(events[Int(position)]) {
            let record = records[Int(position)]
            guard try body(try EventView(position: position, record: record.rawSpan)) else { return }
        }
    }

    func waitForAppend(beyond size: UInt64) async throws -> UInt64 {
        throw LogError(.closed, "nobody waits in these tests")
    }

    func close() async throws {}
}

extension ContentDigest {
    /// The first eight bytes as a number.
    fileprivate var word: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
