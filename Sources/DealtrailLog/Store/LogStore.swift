import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation

/// The environment `log/`: records by position, the roots of whole subtrees, and the head (`docs/format.md`).
///
/// Nothing here is updated but the head, and nothing is deleted.
final class LogStore: Sendable {
    let lease: EnvironmentLease
    var environment: Environment { lease.environment }
    /// Position (8 bytes, big-endian) to record.
    let events: Table
    /// Level (1 byte) and index (7 bytes), big-endian, to the root of a whole subtree; levels 8 and above only.
    let tree: Table
    /// The name of the table of events.
    static let eventsName = "events"
    /// The unnamed table, which holds the head.
    let main: Table

    /// Subtrees below this level are computed from their at most 128 leaves instead of being stored.
    static let lowestStoredLevel: UInt8 = 8

    /// Opens the environment in a directory, or creates it.
    init(at directory: String, create: Bool, mapSize: Int) throws {
        // A manifest says that there is a log: its file was lost, and a new one in its place would be another log.
        guard create || FileManager.default.fileExists(atPath: directory + "/data.mdb") else {
            throw LogError(.corrupted, "\(directory)/data.mdb is missing")
        }
        (lease, events, tree, main) = try translating {
            let lease = try EnvironmentLease(
                at: directory, configuration: .init(mapSize: mapSize, maxTables: 4, create: create))
            let environment = lease.environment
            if create {
                try Self.createTables(in: environment)
            }
            let read = try environment.read()
            return (lease, try read.table(Self.eventsName), try read.table("tree"), try read.table(nil))
        }
    }

    private static func createTables(in environment: Environment) throws {
        try environment.write { (transaction: inout WriteTransaction) throws(LMDBError) in
            _ = try transaction.openTable(Self.eventsName, create: true)
            _ = try transaction.openTable("tree", create: true)
            let main = try transaction.table(nil)
            try HeadRecord().write(to: &transaction, main)
        }
    }

    /// The key of a stored subtree root.
    static func treeKey(level: UInt8, index: UInt64) -> UInt64 { UInt64(level) << 56 | index }

    /// The head in a snapshot.
    func head(_ read: borrowing ReadTransaction) throws -> HeadRecord {
        let key = HeadRecord.key
        guard let value = try read.value(forKey: key.rawSpan, in: main) else {
            throw LogError(.notATrail, "\(environment.directory) has no head record")
        }
        return try HeadRecord(value)
    }

    /// The head as a write transaction sees it.
    func head(_ write: borrowing WriteTransaction) throws -> HeadRecord {
        let key = HeadRecord.key
        guard let value = try write.value(forKey: key.rawSpan, in: main) else {
            throw LogError(.corrupted, "the log has lost its head record")
        }
        return try HeadRecord(value)
    }

    /// The head now.
    func head() throws -> HeadRecord {
        try translating { try head(environment.read()) }
    }

    /// Calls `body` with the event at a position of a snapshot.
    ///
    /// - Throws: `LogError` (`corrupted`) when there is none, `EventError` for a damaged header.
    func withEvent<Result>(
        at position: UInt64, _ read: borrowing ReadTransaction, _ body: (borrowing EventView) throws -> Result
    ) throws -> Result {
        guard let record = try read.value(forKey: position, in: events) else {
            throw LogError(.corrupted, "the event is missing", position: position)
        }
        return try body(try EventView(position: position, record: record))
    }

    /// The first position at which `isAtOrAfter` holds; it must hold for all later ones.
    ///
    /// - Complexity: O(log n) reads.
    func partition(
        _ size: UInt64, _ read: borrowing ReadTransaction, _ isAtOrAfter: (Timestamp) -> Bool
    ) throws -> UInt64 {
        var low: UInt64 = 0
        var high = size
        while low < high {
            let middle = low + (high - low) / 2
            if isAtOrAfter(try withEvent(at: middle, read, { $0.recordedAt })) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
