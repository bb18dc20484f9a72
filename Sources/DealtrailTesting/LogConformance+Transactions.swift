import DealtrailLog
import DealtrailModel
import Synchronization

extension LogConformance {
    private struct Refused: Error, Equatable {}

    /// A transaction that counts the events in its scope.
    private static func counting(
        _ id: CommandID, scope: Query = .tag("counter:1"), command: [UInt8]? = nil,
        _ decide: @escaping @Sendable (Int, Timestamp) throws -> AppendRequest?
    ) -> Transaction<Int> {
        Transaction(
            commandID: id, command: command, scope: scope, initial: 0,
            fold: Fold { Fold<Int>.Row(kind: "test.counted") { state, _ in state += 1 } }, decide: decide)
    }

    private static func counted(_ value: Int) -> NewEvent {
        event("counter:1", kind: "test.counted", tags: ["counter:1"], value: UInt64(value))
    }

    static let transactions: [Check] = [
        Check("A decision sees every event in its scope, and its events bear the stamp that it saw") { log in
            _ = try await log.append(
                request("c-0", [counted(0), event(kind: "test.counted"), event(tags: ["counter:1"])]))
            let seen = Mutex<(count: Int, stamp: Timestamp?)>((-1, nil))
            let receipt = try await log.transact(
                counting("c-1") { count, stamp in
                    seen.withLock { $0 = (count, stamp) }
                    return request("c-1", [counted(count)])
                })
            try expect(seen.withLock { $0.count }, 1, "events of the kind and in the scope that were folded")
            try expect(receipt?.positions, 3..<4, "positions")
            try expect(receipt?.recordedAt, seen.withLock { $0.stamp }, "the stamp")
            try expectSound(log)
        },
        Check("Concurrent decisions each rest on the newest state") { log in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let id = CommandID("c-\(number)")
                        _ = try await log.transact(
                            counting(id) { count, _ in request(id, [counted(count)]) })
                    }
                }
                try await group.waitForAll()
            }
            let payloads = try log.events(.tag("counter:1")).map(\.payload)
            try expect(payloads, (0..<40).map { counted($0).payload }, "what each decision saw")
        },
        Check("To decide for nothing appends nothing; a decision that throws leaves nothing and its error comes back") {
            log in
            _ = try await log.append(request("c-0"))
            let head = try log.head()
            let nothing = try await log.transact(counting("c-1") { _, _ in nil })
            try expect(nothing, nil, "the receipt of nothing")
            try expect(try log.head(), head, "the head after nothing")
            do {
                _ = try await log.transact(counting("c-1") { _, _ in throw Refused() })
                throw ConformanceFailure("the error of the decision was swallowed")
            } catch is Refused {}
            try expect(try log.head(), head, "the head after a decision that threw")
            let receipt = try await log.transact(counting("c-1") { _, _ in request("c-1") })
            try expect(receipt?.isReplay, false, "whether the id counts as used")
        },
        Check("A decision's request is checked like any other") { log in
            for (code, bad) in [
                (AppendError.Code.empty, request("c-1", [])),
                (.conflict, request("c-1", [event()], [.stream("a", .exists)])),
                (.invalidName, request("c-1", [event("")])),
            ] {
                do {
                    _ = try await log.transact(counting("c-1") { _, _ in bad })
                    throw ConformanceFailure("a request with \(code) was taken")
                } catch let error as AppendError {
                    try expect(error.code, code, "the error")
                }
            }
            try expect(try log.head().size, 0, "the size")
        },
        Check("A known command is not decided again: its first receipt comes back") { log in
            let decided = Mutex(0)
            let command: [UInt8] = [0xa1, 0x01, 0x07]
            let transaction = counting("c-1", command: command) { count, _ in
                decided.withLock { $0 += 1 }
                var request = request("c-1", [counted(count), counted(count)])
                request.command = command
                return request
            }
            let first = try await log.transact(transaction)
            let times = decided.withLock { $0 }
            let second = try await log.transact(transaction)
            try expect(decided.withLock { $0 }, times, "how often it was decided")
            try expect(second?.isReplay, true, "whether the second is a replay")
            try expect(second?.eventIDs, first?.eventIDs, "identifiers")
            do {
                _ = try await log.transact(counting("c-1", command: [0xa0]) { _, _ in request("c-1") })
                throw ConformanceFailure("another command under a known id was taken")
            } catch let error as AppendError {
                try expect(error.code, .commandReused, "the error for another command under a known id")
            }
            try expect(try log.head().size, 2, "the size")
        },
        Check("A fold that throws ends the transaction and leaves nothing") { log in
            _ = try await log.append(request("c-0", [counted(0)]))
            let failing = Transaction<Int>(
                commandID: "c-1", scope: .all, initial: 0,
                fold: Fold { Fold<Int>.Row(kind: "test.counted") { _, _ in throw Refused() } },
                decide: { _, _ in request("c-1") })
            do {
                _ = try await log.transact(failing)
                throw ConformanceFailure("the error of the fold was swallowed")
            } catch is Refused {}
            try expect(try log.head().size, 1, "the size")
        },
    ]
}
