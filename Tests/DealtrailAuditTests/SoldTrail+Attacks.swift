import DealtrailLMDB
import DealtrailModel
import DealtrailProof
import DealtrailSales
import Foundation

@testable import DealtrailLog

/// An event as somebody who owns the files would write it himself.
struct Draft {
    var event: NewEvent
    let recorded: RecordedEvent
    var id: EventID
    var revision: UInt64
    var recordedAt: Timestamp
    /// Its place within its append.
    var index: Int
    var count: Int

    init(_ recorded: RecordedEvent) {
        self.recorded = recorded
        id = recorded.id
        revision = recorded.revision
        recordedAt = recorded.recordedAt
        index = Int(recorded.index)
        count = Int(recorded.count)
        event = NewEvent(
            kind: recorded.kind, version: recorded.version, stream: recorded.stream, tags: recorded.tags,
            payload: recorded.payload)
    }

    /// The same price change with a lower new price.
    static func lowered(_ recorded: RecordedEvent) throws -> Draft {
        var draft = Draft(recorded)
        let change = try recorded.decode(QuoteLinePriceChanged.self)
        draft.event = try NewEvent(
            QuoteLinePriceChanged(
                quote: change.quote, line: change.line, product: change.product, old: change.old, new: .yuan("1.00"),
                reason: change.reason))
        return draft
    }

    /// The same event once more, as the next of its stream.
    static func again(_ recorded: RecordedEvent) -> Draft {
        var draft = Draft(recorded)
        draft.id = EventID(high: recorded.id.high, low: recorded.id.low ^ 1)
        draft.revision += 1
        return draft
    }

    /// The record, with a scan header and checksums that fit.
    func record(_ hasher: NameHasher) throws -> [UInt8] {
        let request = AppendRequest(
            Array(repeating: event, count: count), by: recorded.author, id: recorded.commandID,
            occurredAt: recorded.occurredAt, correlation: recorded.correlation, command: recorded.command,
            signature: recorded.signature)
        return try RecordBuilder(append: request, hasher: hasher, recordedAt: recordedAt)
            .record(index: index, id: id, revision: revision, cause: recorded.causation)
    }

    /// The canonical bytes.
    func canonical(_ hasher: NameHasher) throws -> [UInt8] {
        let record = try record(hasher)
        return try EventView(position: 0, record: record.rawSpan).canonical.array()
    }
}

/// What the owner of the files can do to them, past all that the log guards.
extension SoldTrail {
    /// The trail written anew with other events, a tree and a head that fit, and the same keys and checkpoints.
    func forged(_ change: (RecordedEvent) throws -> [Draft]) throws -> SoldTrail {
        let target = directory + "-forged"
        let folder = TrailDirectory(target)
        try folder.createFolders()
        let store = try LogStore(at: folder.log, create: true, mapSize: 1 << 28)
        let records = try log.events().flatMap(change).map { try $0.record(log.hasher) }
        try store.environment.write { (transaction: inout WriteTransaction) throws in
            var head = HeadRecord()
            for (position, record) in records.enumerated() {
                try transaction.put(record.rawSpan, forKey: UInt64(position), in: store.events, mode: .append)
                try head.append(
                    EventView(position: UInt64(position), record: record.rawSpan), to: &transaction, store)
            }
            try head.write(to: &transaction, store.main)
        }
        for size in log.checkpoints.sizes() {
            if let signed = try log.checkpoints.checkpoint(at: size) {
                try CheckpointStore(directory: folder.checkpoints).write(signed)
            }
        }
        try Manifest.read(in: directory).write(in: target)
        return SoldTrail(directory: target, log: try TrailLog.open(at: target), key: key)
    }

    /// Appends a statement of the log's own, as no author can.
    func appendAsEngine(_ event: StreamHeadsCommitted) async throws {
        let result = await log.submit(weight: 1) { commit in
            let request = AppendRequest([try NewEvent(event)], by: SoldTrail.author, id: "engine")
            return [.success(try commit.append(request))]
        }
        _ = try result.get()
    }
}
