import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// The environment `index/`: sealed runs, each a table of hash to positions, and what is known of them.
///
/// Tables are slots that are emptied and used again, never dropped, so that handles stay valid in every process.
final class RunStore: Sendable {
    /// At most so many runs at once; merging keeps them to about twenty.
    static let slotCount = 64

    let lease: EnvironmentLease
    var environment: Environment { lease.environment }
    private let runs: Table
    private let filters: Table
    private let slots: [Table]

    init(at directory: String, mapSize: Int) throws {
        (lease, runs, filters, slots) = try translating {
            let lease = try EnvironmentLease(
                at: directory,
                configuration: .init(mapSize: mapSize, maxTables: Self.slotCount + 2, create: true, allowsDeletes: true)
            )
            let environment = lease.environment
            try Self.createTables(in: environment)
            let read = try environment.read()
            var slots: [Table] = []
            for slot in 0..<Self.slotCount { slots.append(try Self.table(Self.name(slot), read)) }
            return (lease, try Self.table("runs", read), try Self.table("filters", read), slots)
        }
    }

    private static func table(_ name: String, _ read: borrowing ReadTransaction) throws -> Table {
        guard let table = try read.tableIfPresent(name) else {
            throw LogError(.indexMismatch, "it has no table \(name)")
        }
        return table
    }

    private static func name(_ slot: Int) -> String { "run\(slot)" }

    private static func createTables(in environment: Environment) throws {
        let read = try environment.read()
        guard try read.tableIfPresent("runs") == nil else { return }
        try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            for slot in 0..<slotCount { _ = try transaction.openTable(name(slot), create: true) }
            _ = try transaction.openTable("filters", create: true)
            _ = try transaction.openTable("runs", create: true)
        }
    }

    /// All runs in the order of positions.
    ///
    /// - Throws: `LogError` (`indexMismatch`) when they overlap or leave a gap.
    func list(_ read: borrowing ReadTransaction) throws -> [IndexRun] {
        var list: [IndexRun] = []
        var cursor = try read.cursor(runs)
        while let entry = try cursor.next() {
            guard let run = IndexRun(entry.value), Int(run.slot) < Self.slotCount,
                run.range.lowerBound == list.last?.range.upperBound ?? 0
            else { throw LogError(.indexMismatch, "the list of runs is broken after \(list.count)") }
            list.append(run)
        }
        return list
    }

    /// Calls `body` with the positions of a hash in a run as little-endian offsets, when there are any.
    func withOffsets(
        of hash: UInt64, in run: IndexRun, _ read: borrowing ReadTransaction, _ body: (RawSpan) throws -> Void
    ) throws {
        if let filter = try read.value(forKey: UInt64(run.slot), in: filters), !RunFilter.mayContain(hash, in: filter) {
            return
        }
        if let offsets = try read.value(forKey: hash, in: slots[Int(run.slot)]) { try body(offsets) }
    }

    /// The table that holds a run.
    func table(of run: IndexRun) -> Table { slots[Int(run.slot)] }

    /// The filter of a run; `nil` when there is none, and then every lookup goes to the table.
    @_lifetime(borrow read)
    func filter(of run: IndexRun, _ read: borrowing ReadTransaction) throws -> RawSpan? {
        try read.value(forKey: UInt64(run.slot), in: filters)
    }

    /// Calls `body` with every entry of a run whose hash lies in `hashes`, by hash, then by position.
    func forEachEntry(
        of run: IndexRun, hashes: ClosedRange<UInt64>, _ read: borrowing ReadTransaction, _ body: (IndexEntry) -> Void
    ) throws {
        var cursor = try read.cursor(slots[Int(run.slot)])
        var next = try cursor.seek(atLeast: hashes.lowerBound)
        while let entry = next {
            guard let hash = entry.keyAsUInt64 else {
                throw LogError(.indexMismatch, "a key of the index has \(entry.key.byteCount) bytes")
            }
            guard hash <= hashes.upperBound else { return }
            for offset in 0..<entry.value.byteCount / 4 {
                body(IndexEntry(hash: hash, offset: entry.value.integer(at: offset * 4)))
            }
            next = try cursor.next()
        }
    }

    /// Empties a slot before it is filled.
    func clear(slot: UInt32) throws {
        try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            try transaction.drop(slots[Int(slot)])
        }
    }

    /// Appends sorted entries to a slot; their hashes are above those that are there.
    ///
    /// - Returns: How many different hashes there were.
    func append(_ entries: [IndexEntry], to slot: UInt32, _ filter: inout RunFilter) throws {
        var offsets: [UInt8] = []
        var filled = filter
        try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            var index = 0
            while index < entries.count {
                let hash = entries[index].hash
                offsets.removeAll(keepingCapacity: true)
                while index < entries.count, entries[index].hash == hash {
                    unsafe withUnsafeBytes(of: entries[index].offset.littleEndian) {
                        unsafe offsets.append(contentsOf: $0)
                    }
                    index += 1
                }
                try transaction.put(offsets.rawSpan, forKey: hash, in: slots[Int(slot)], mode: .append)
                filled.insert(hash)
            }
        }
        filter = filled
    }

    /// Makes a filled slot a run, in place of the runs that it merges, in one commit.
    func publish(_ run: IndexRun, filter: RunFilter, replacing merged: [IndexRun] = []) throws {
        try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            for old in merged {
                _ = try transaction.delete(old.range.lowerBound, in: runs)
                _ = try transaction.delete(UInt64(old.slot), in: filters)
                try transaction.drop(slots[Int(old.slot)])
            }
            try transaction.put(filter.bytes.rawSpan, forKey: UInt64(run.slot), in: filters)
            try transaction.put(run.encoded.rawSpan, forKey: run.range.lowerBound, in: runs)
        }
    }
}
