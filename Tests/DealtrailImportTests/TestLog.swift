import DealtrailLog
import DealtrailModel
import DealtrailProof
import Synchronization

/// A log in memory for tests of this module: one request after another, idempotent by command.
final class TestLog: EventLog {
    private struct State {
        var records: [[UInt8]] = []
        var revisions: [StreamName: UInt64] = [:]
        var commands: [CommandID: (request: AppendRequest, receipt: Receipt)] = [:]
        var batches: [Int] = []
    }

    let origin = "example.com/test"
    let hasher = NameHasher(low: 1, high: 2)
    private let state = Mutex(State())

    var batches: [Int] { state.withLock(\.batches) }

    func head() throws -> LogHead {
        LogHead(size: UInt64(state.withLock { $0.records.count }), root: TreeHasher.leaf([]), lastRecordedAt: nil)
    }

    func append(_ requests: [AppendRequest]) async -> [Result<Receipt, any Error>] {
        state.withLock { state in
            state.batches.append(requests.count)
            return requests.map { request in Result { try append(request, to: &state) } }
        }
    }

    private func append(_ request: AppendRequest, to state: inout State) throws -> Receipt {
        try request.validate()
        if let known = state.commands[request.commandID] {
            guard known.request.command == request.command else { throw AppendError(.commandReused, "\(request.commandID)") }
            let first = known.receipt
            return Receipt(
                commandID: first.commandID, positions: first.positions, eventIDs: first.eventIDs,
                recordedAt: first.recordedAt, isReplay: true)
        }
        let start = UInt64(state.records.count)
        let recordedAt = Timestamp(nanoseconds: Int64(start))
        let builder = RecordBuilder(append: request, hasher: hasher, recordedAt: recordedAt)
        var records: [[UInt8]] = []
        var ids: [EventID] = []
        for (index, event) in request.events.enumerated() {
            let id = EventID(high: 7, low: start + UInt64(index))
            let revision = state.revisions[event.stream, default: 0]
            records.append(try builder.record(index: index, id: id, revision: revision, cause: request.causation))
            state.revisions[event.stream] = revision + 1
            ids.append(id)
        }
        state.records += records
        let receipt = Receipt(
            commandID: request.commandID, positions: start..<start + UInt64(records.count), eventIDs: ids,
            recordedAt: recordedAt, isReplay: false)
        state.commands[request.commandID] = (request, receipt)
        return receipt
    }

    func transact<Value: Sendable>(_ transaction: Transaction<Value>) async throws -> Receipt? {
        throw LogError(.system, "an import decides nothing")
    }

    func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        let records = state.withLock(\.records)
        let positions = range.clamped(to: 0..<UInt64(records.count))
        for position in direction == .forward ? Array(positions) : positions.reversed() {
            let record = records[Int(position)]
            let event = try EventView(position: position, record: record.rawSpan)
            guard filter.matches(try event.recorded()) else { continue }
            guard try body(event) else { return }
        }
    }

    func waitForAppend(beyond size: UInt64) async throws -> UInt64 { try head().size }
    func close() async throws {}
}
