import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import Foundation

/// A copy of a trail that counts only after it was opened again and compared.
///
/// Events are copied by position in short transactions, so that appends go on meanwhile; the root is recomputed on the
/// way. The log comes first, keys come after it, and what the log says is erased is erased in the copy (DESIGN section 4).
public struct TrailCopy: Sendable {
    /// What was copied.
    public struct Result: Codable, Hashable, Sendable {
        /// The name of the log.
        public let origin: String
        /// How many events.
        public let events: UInt64
        /// The root over them, as hexadecimal text.
        public let root: String
        /// How many keys were copied and destroyed again, since the log or a receipt says that they are erased.
        public let erasedAgain: Int
    }

    /// How many events one transaction copies.
    private static let batch: UInt64 = 10_000

    /// Copies the trail at `source` to `target`, which does not exist or is empty.
    ///
    /// Serves for backing up and for restoring: a backup is a trail like any other.
    ///
    /// - Parameters:
    ///   - source: The directory of a trail; it may be in use.
    ///   - target: The directory to create.
    ///   - receipts: Erasures that came after the backup: their keys are destroyed in the copy, before it is a trail.
    ///   - progress: Called from time to time with the count of events copied and of all events.
    /// - Throws: ``LogError``: `exists`, `notATrail`, `corrupted` when the source is damaged, `diskFull`; what was copied until then
    ///   has no manifest and so is no trail. `TrustError` (`otherOrigin`) for the receipt of another log, ``SubjectKeyError``.
    /// - Complexity: O(log).
    public static func copy(
        from source: String, to target: String, receipts: [ErasureReceipt] = [],
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> Result {
        let manifest = try Manifest.read(in: source)
        if let stranger = receipts.first(where: { $0.origin != manifest.origin }) {
            throw TrustError(
                .otherOrigin, "the receipt of \(stranger.subject) is of \(stranger.origin), not \(manifest.origin)")
        }
        let from = TrailDirectory(source)
        let to = TrailDirectory(target)
        try to.requireVacant()
        let store = try LogStore(at: from.log, create: false, mapSize: manifest.mapSize)
        let goal = try store.head()
        try to.createFolders()
        let copy = try LogStore(at: to.log, create: true, mapSize: manifest.mapSize)
        var head = HeadRecord()
        var erased: [ContentDigest] = []
        while head.frontier.size < goal.frontier.size {
            let stop = min(goal.frontier.size, head.frontier.size + batch)
            head = try translating { try append(upTo: stop, from: store, to: copy, head, &erased) }
            progress(head.frontier.size, goal.frontier.size)
        }
        guard head == goal else {
            throw LogError(.corrupted, "the root of the copy differs from that of \(source)")
        }
        try copyFiles(from: from.blobs, to: to.blobs)
        if FileManager.default.fileExists(atPath: from.receipts) {
            try DurableFile.createDirectory(to.receipts)
            try copyFiles(from: from.receipts, to: to.receipts)
        }
        // After the log: a key is on disk before what it seals.
        let erasedAgain = try copyKeys(from: from.keys, to: to.keys, erased, receipts, of: manifest.origin)
        // Those that were signed meanwhile speak of events that were not copied.
        try copyFiles(from: from.checkpoints, to: to.checkpoints) { name in
            CheckpointStore.size(ofFile: name).map { $0 <= goal.frontier.size } ?? false
        }
        try manifest.write(in: target)
        let reopened = try Manifest.read(in: target)
        guard reopened == manifest, try copy.head() == goal else {
            throw LogError(.corrupted, "the copy at \(target) does not read back as it was written")
        }
        return Result(
            origin: manifest.origin, events: head.frontier.size, root: head.frontier.root.hex,
            erasedAgain: erasedAgain)
    }

    /// Copies the file of keys without those that are erased, so that not even a copy that is cut off has one of them.
    ///
    /// - Returns: How many were left out that the file still had.
    private static func copyKeys(
        from source: String, to target: String, _ erased: [ContentDigest], _ receipts: [ErasureReceipt],
        of origin: String
    ) throws -> Int {
        let path = source + "/" + SubjectKeyFile.fileName
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        guard let content = FileManager.default.contents(atPath: path) else {
            throw LogError(.system, "cannot read \(path)")
        }
        let gone = Set(erased)
        let told = Dictionary(
            receipts.map { (SubjectKeySlot.digest($0.subject), Set($0.keys)) }, uniquingKeysWith: { $0.union($1) })
        let (bytes, count) = SubjectKeyFile.erasing([UInt8](content)) { slot in
            gone.contains(slot.commitment) || told[slot.subject]?.contains(slot.commitment) == true
        }
        try DurableFile.write(bytes, to: target + "/" + SubjectKeyFile.fileName)
        // Whose file it is, and that it reads, is looked at where it lies.
        _ = try SubjectKeys(folder: target, origin: origin).alive(of: erased)
        return count
    }

    private static let erasureHash = NameHasher.hash(SubjectErased.kind)

    private static func append(
        upTo stop: UInt64, from store: LogStore, to copy: LogStore, _ start: HeadRecord,
        _ erased: inout [ContentDigest]
    ) throws -> HeadRecord {
        let read = try store.environment.read()
        var head = start
        try copy.environment.write { (transaction: inout WriteTransaction) throws in
            for position in start.frontier.size..<stop {
                guard let record = try read.value(forKey: position, in: store.events) else {
                    throw LogError(.corrupted, "the event is missing", position: position)
                }
                let event = try EventView(position: position, record: record)
                try event.checkBody()
                if event.kindHash == erasureHash, try event.kind == SubjectErased.kind {
                    erased += try event.decode(SubjectErased.self).keys
                }
                try transaction.put(record, forKey: position, in: copy.events, mode: .append)
                try head.append(event, to: &transaction, copy)
            }
            try head.write(to: &transaction, copy.main)
        }
        return head
    }

    private static func copyFiles(
        from source: String, to target: String, where isWanted: (String) -> Bool = { _ in true }
    ) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: source)) ?? []
        for name in names.filter(isWanted).sorted() {
            guard let content = FileManager.default.contents(atPath: source + "/" + name) else {
                throw LogError(.system, "cannot read \(source)/\(name)")
            }
            try DurableFile.write([UInt8](content), to: target + "/" + name)
        }
    }
}
