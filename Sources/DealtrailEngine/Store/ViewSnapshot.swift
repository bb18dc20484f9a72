import DealtrailLMDB
import DealtrailModel

/// One table of a view as a commit left it, for one thread at a time.
final class ViewSnapshot {
    /// A stored state, and how far its key has come.
    struct Stored<State> {
        let state: State
        let occurred: Int64
        let position: UInt64
    }

    let record: ViewRecord
    let side: ViewRecord.Side
    let checkpoint: ViewCheckpoint?
    private let transaction: ReadTransaction
    private let table: Table?

    /// Takes a snapshot.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`, `superseded`).
    static func take(_ identity: ViewIdentity, _ place: ViewPlace, in store: ViewStore) throws -> ViewSnapshot {
        var attempts = 0
        while true {
            do {
                return try ViewSnapshot(try store.environment.read(), identity, place, store)
            } catch let error as LMDBError where error.code == .tableNotVisible && attempts < 16 {
                // Another process made the table; a newer snapshot sees it.
                attempts += 1
            }
        }
    }

    private init(
        _ transaction: consuming ReadTransaction, _ identity: ViewIdentity, _ place: ViewPlace, _ store: ViewStore
    ) throws {
        let record = try store.record(identity, transaction)
        let (side, checkpoint) = try place.find(in: record)
        table = checkpoint == nil ? nil : try transaction.tableIfPresent(record.table(side))
        self.record = record
        self.side = side
        self.checkpoint = checkpoint
        self.transaction = transaction
    }

    /// The stored state of a key, `nil` when there is none.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    func entry<State>(_ key: RawSpan, _ codec: StateCodec<State>) throws -> Stored<State>? {
        guard let table, (1...511).contains(key.byteCount) else { return nil }
        return try Self.entry(key, transaction, table, codec)
    }

    private static func entry<State>(
        _ key: RawSpan, _ transaction: borrowing ReadTransaction, _ table: Table, _ codec: StateCodec<State>
    ) throws -> Stored<State>? {
        guard let value = try transaction.value(forKey: key, in: table) else { return nil }
        return try stored(value, codec)
    }

    /// Calls `body` with each key from `first` on and its state, in the order of keys, until it returns `false`.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`), what `body` throws.
    func forEach<State>(
        from first: String, _ codec: StateCodec<State>, _ body: (String, Stored<State>) throws -> Bool
    ) throws {
        try forEachRecord(from: first) { key, value in
            guard let key = key.text() else { throw EngineError(.damagedView, "\(record.identity): a key") }
            return try body(key, try Self.stored(value, codec))
        }
    }

    /// Calls `body` with each record from the key `first` on, as stored, until it returns `false`.
    func forEachRecord(from first: String, _ body: (RawSpan, RawSpan) throws -> Bool) throws {
        guard let table else { return }
        try Self.forEachRecord(from: first, transaction, table, body)
    }

    private static func forEachRecord(
        from first: String, _ transaction: borrowing ReadTransaction, _ table: Table,
        _ body: (RawSpan, RawSpan) throws -> Bool
    ) throws {
        let first = Array(first.utf8)
        var cursor = try transaction.cursor(table)
        var entry = try cursor.seek(atLeast: first.rawSpan)
        while let found = entry {
            guard try body(found.key, found.value) else { return }
            entry = try cursor.next()
        }
    }

    private static func stored<State>(_ value: RawSpan, _ codec: StateCodec<State>) throws -> Stored<State> {
        do {
            var reader = CBORReader(value)
            guard try reader.readArrayHead() == 3 else { throw CBORError(.unexpectedType, at: 0) }
            let occurred = try reader.readInteger()
            let position = try reader.readUnsigned()
            let state = try codec.read(value.extracting(reader.offset..<value.byteCount))
            return Stored(state: state, occurred: occurred, position: position)
        } catch {
            throw EngineError(.damagedView, "a state does not read: \(error)")
        }
    }
}
