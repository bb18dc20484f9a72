public import DealtrailLMDB
import DealtrailModel
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The views of a trail: states and checkpoints, committed together, in an environment apart from the log.
///
/// Everything in it is derived from the log and may be deleted while nobody has it open. Several processes may use it at
/// once.
public final class ViewStore: Sendable {
    static let directory = "views"
    private static let records = "views"
    let environment: Environment
    /// Where builds keep their files: what they have put aside or saved, and who builds what.
    let buildsDirectory: String

    /// Opens the store in a directory, or creates it.
    ///
    /// - Parameters:
    ///   - directory: The path of the directory.
    ///   - mapSize: The largest size of the file in bytes; it costs address space and not disk.
    /// - Throws: `LMDBError`.
    public init(at directory: String, mapSize: Int = 64 << 30) throws(LMDBError) {
        environment = try Environment.shared(
            at: directory,
            configuration: Environment.Configuration(
                mapSize: mapSize, maxTables: 1_024, create: true, allowsDeletes: true))
        buildsDirectory = environment.directory + "/builds"
        // Where this fails, whoever builds is told.
        _ = unsafe mkdir(buildsDirectory, 0o700)
    }

    /// The identities of the views that are stored, those of other code versions included, in order.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    public func identities() throws -> [ViewIdentity] { try records().map(\.identity) }

    /// The records of all views, in the order of their identities.
    func records() throws -> [ViewRecord] {
        try read { transaction in
            guard let table = try transaction.tableIfPresent(Self.records) else { return [] }
            var cursor = try transaction.cursor(table)
            var found: [ViewRecord] = []
            while let entry = try cursor.next() { found.append(try Self.decode(entry.value)) }
            return found
        }
    }

    /// Empties the tables of a view and forgets its checkpoint.
    ///
    /// - Throws: `LMDBError`, ``EngineError`` (`damagedView`).
    @available(*, noasync, message: "a write transaction belongs to one thread")
    public func drop(_ identity: ViewIdentity) throws {
        try write { transaction in
            let record = ViewRecord(identity)
            for side in [ViewRecord.Side.first, .second] {
                if let table = try transaction.tableIfPresent(record.table(side)) { try transaction.drop(table) }
            }
            if let records = try transaction.tableIfPresent(Self.records) {
                try transaction.delete(Self.key(identity).rawSpan, in: records)
            }
        }
    }

    /// Closes the store for every holder of it.
    ///
    /// - Throws: `LMDBError` (`transactionsOpen`).
    public func close() throws(LMDBError) {
        try environment.close()
    }

    // MARK: - Within the engine

    /// Reads a snapshot, a newer one when a table of another process came into sight meanwhile.
    func read<Result>(_ body: (borrowing ReadTransaction) throws -> Result) throws -> Result {
        var attempts = 0
        while true {
            do {
                return try body(environment.read())
            } catch let error as LMDBError where error.code == .tableNotVisible && attempts < 16 {
                attempts += 1
            }
        }
    }

    /// Runs a write transaction, again when a table of another process came into sight meanwhile.
    @available(*, noasync)
    func write<Result>(_ body: (inout WriteTransaction) throws -> Result) throws -> Result {
        var attempts = 0
        while true {
            do {
                return try environment.write(body)
            } catch let error as LMDBError where error.code == .tableNotVisible && attempts < 16 {
                attempts += 1
            }
        }
    }

    /// The record of a view, in a write transaction.
    func record(
        _ identity: ViewIdentity, _ transaction: borrowing WriteTransaction
    ) throws -> ViewRecord {
        guard let table = try transaction.tableIfPresent(Self.records),
            let value = try transaction.value(forKey: Self.key(identity).rawSpan, in: table)
        else { return ViewRecord(identity) }
        return try Self.decode(value)
    }

    /// Stores the record of a view.
    func put(_ record: ViewRecord, _ transaction: inout WriteTransaction) throws {
        let table = try transaction.openTable(Self.records, create: true)
        let value = try CBOREncoder().encode(record)
        try transaction.put(value.rawSpan, forKey: Self.key(record.identity).rawSpan, in: table)
    }

    /// The record of a view, in a snapshot.
    func record(_ identity: ViewIdentity, _ transaction: borrowing ReadTransaction) throws -> ViewRecord {
        guard let table = try transaction.tableIfPresent(Self.records),
            let value = try transaction.value(forKey: Self.key(identity).rawSpan, in: table)
        else { return ViewRecord(identity) }
        return try Self.decode(value)
    }

    private static func key(_ identity: ViewIdentity) -> [UInt8] { Array("\(identity)".utf8) }

    private static func decode(_ value: RawSpan) throws -> ViewRecord {
        do {
            return try CBORDecoder().decode(ViewRecord.self, from: value)
        } catch {
            throw EngineError(.damagedView, "its record: \(error)")
        }
    }
}
