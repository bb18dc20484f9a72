import DealtrailLog
import DealtrailModel

extension LogConformance {
    static let lifecycle: [Check] = [
        Check("Waiting for an append returns at once when the log is larger already") { log in
            _ = try await log.append(request("c-1", [event(), event()]))
            try expect(try await log.waitForAppend(beyond: 0), 2, "the size")
            try expect(try await log.waitForAppend(beyond: 1), 2, "the size")
        },
        Check("Waiting for an append ends when there is one") { log in
            _ = try await log.append(request("c-1"))
            async let waited = log.waitForAppend(beyond: 1)
            async let other = log.waitForAppend(beyond: 2)
            _ = try await log.append(request("c-2"))
            let size = try await waited
            try expect(size >= 2, "woken at size \(size)")
            _ = try await log.append(request("c-3"))
            try expect(try await other, 3, "the size")
        },
        Check("Waiting can be cancelled") { log in
            let waiting = Task { try await log.waitForAppend(beyond: 0) }
            waiting.cancel()
            do {
                _ = try await waiting.value
                throw ConformanceFailure("a cancelled wait returned")
            } catch is CancellationError {}
        },
        Check("A closed log answers every call with `closed`, and can be closed again") { log in
            _ = try await log.append(request("c-1"))
            try await log.close()
            try await log.close()
            func expectClosed(_ what: String, _ body: () async throws -> Void) async throws {
                do {
                    try await body()
                    throw ConformanceFailure("\(what) works on a closed log")
                } catch let error as LogError {
                    try expect(error.code, .closed, what)
                }
            }
            try await expectClosed("head") { _ = try log.head() }
            try await expectClosed("scan") { _ = try log.events() }
            try await expectClosed("append") { _ = try await log.append(request("c-2")) }
            try await expectClosed("transact") {
                _ = try await log.transact(
                    Transaction(commandID: "c-3", scope: .all, initial: 0, fold: Fold {}, decide: { _, _ in nil }))
            }
            try await expectClosed("waitForAppend") { _ = try await log.waitForAppend(beyond: 5) }
        },
        Check("The origin and the name hashes stay as they are") { log in
            let (origin, hasher) = (log.origin, log.hasher)
            _ = try await log.append(request("c-1"))
            try expect(log.origin, origin, "the origin")
            try expect(log.hasher, hasher, "the name hashes")
            try expect(!origin.isEmpty, "the origin is empty")
        },
    ]
}
