import DealtrailLog
import DealtrailModel
import DealtrailProof
import Synchronization

/// A log in memory with one fault, which the conformance kit must find.
final class MutantLog: EventLog {
    enum Fault: CaseIterable {
        case rootOfNothing, sizeOneShort, noLastStamp
        case answersReversed, batchFailsWhole, alreadyExistsAsConflict, replayNotMarked, everyCommandIsNew
        case decidesOnNothing, decidesTwice, swallowsRefusals
        case ignoresDirection, ignoresStop, ignoresAuthor, ignoresCorrelation, ignoresUpperBound, exclusiveRecordedTo
        case foldsAccents, skipsUnknownKinds
        case neverCloses, wakesEarly
    }

    private let log: MemoryEventLog
    private let fault: Fault
    private let number = Mutex(0)

    init(_ fault: Fault) {
        self.fault = fault
        log = MemoryEventLog(options: .testing())
    }

    var origin: String { log.origin }
    var hasher: NameHasher { log.hasher }

    func head() throws -> LogHead {
        let head = try log.head()
        return switch fault {
        case .rootOfNothing: LogHead(size: head.size, root: TreeHasher.emptyRoot, lastRecordedAt: head.lastRecordedAt)
        case .sizeOneShort:
            LogHead(size: max(head.size, 1) - 1, root: head.root, lastRecordedAt: head.lastRecordedAt)
        case .noLastStamp: LogHead(size: head.size, root: head.root, lastRecordedAt: nil)
        default: head
        }
    }

    func append(_ requests: [AppendRequest]) async -> [Result<Receipt, any Error>] {
        var requests = requests
        if fault == .everyCommandIsNew {
            for index in requests.indices {
                let count = number.withLock { number in
                    number += 1
                    return number
                }
                requests[index].commandID = CommandID(String("\(count)-\(requests[index].commandID)".prefix(255)))
            }
        }
        let results = await log.append(requests)
        switch fault {
        case .answersReversed: return results.reversed()
        case .batchFailsWhole:
            for case .failure(let error) in results { return results.map { _ in .failure(error) } }
            return results
        case .alreadyExistsAsConflict:
            return results.map { result in
                result.mapError { error in
                    (error as? AppendError)?.code == .alreadyExists ? AppendError(.conflict, "") : error
                }
            }
        case .replayNotMarked: return results.map { $0.map(Self.unmarked) }
        default: return results
        }
    }

    func transact<State: Sendable>(_ transaction: Transaction<State>) async throws -> Receipt? {
        let fault = fault
        let changed = Transaction<State>(
            commandID: transaction.commandID, command: transaction.command, scope: transaction.scope,
            initial: transaction.initial, fold: transaction.fold
        ) { state, stamp in
            do {
                if fault == .decidesTwice { _ = try transaction.decide(state, stamp) }
                return try transaction.decide(fault == .decidesOnNothing ? transaction.initial : state, stamp)
            } catch {
                if fault == .swallowsRefusals { return nil }
                throw error
            }
        }
        return try await log.transact(changed)
    }

    func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        var (filter, range, direction) = (filter, range, direction)
        switch fault {
        case .ignoresDirection: direction = .forward
        case .ignoresAuthor: filter.author = nil
        case .ignoresCorrelation: filter.correlation = nil
        case .ignoresUpperBound: range = range.lowerBound..<UInt64.max
        case .exclusiveRecordedTo:
            filter.recordedTo = filter.recordedTo.map { Timestamp(nanoseconds: $0.nanoseconds - 1) }
        case .foldsAccents:
            let items = filter.query.items.map { item in
                Query.Item(kinds: item.kinds, tags: Set(item.tags.map { $0 == "caf\u{e9}" ? "cafe\u{301}" : $0 }))
            }
            filter.query = Query(items: items)
        default: break
        }
        try log.scan(filter, in: range, direction: direction) { event in
            if fault == .skipsUnknownKinds, try event.kind == "future.thing" { return true }
            let goOn = try body(event)
            return goOn || fault == .ignoresStop
        }
    }

    func waitForAppend(beyond size: UInt64) async throws -> UInt64 {
        try await log.waitForAppend(beyond: fault == .wakesEarly && size > 0 ? size - 1 : size)
    }

    func close() async throws {
        if fault != .neverCloses { try await log.close() }
    }

    private static func unmarked(_ receipt: Receipt) -> Receipt {
        Receipt(
            commandID: receipt.commandID, positions: receipt.positions, eventIDs: receipt.eventIDs,
            recordedAt: receipt.recordedAt, isReplay: false)
    }
}
