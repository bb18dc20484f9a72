import DealtrailLog
import DealtrailModel
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Over the log on disk and the log in memory")
struct StoredLogTests {
    private func options() -> TrailOptions {
        let random = Mutex(SplitMix(77))
        let time = Mutex(Int64(1_800_000_000_000_000_000))
        return TrailOptions(
            mapSize: 64 << 20,
            clock: {
                Timestamp(
                    nanoseconds: time.withLock { value in
                        value += 1_000
                        return value
                    })
            }, randomBits: { random.withLock { $0.next() } }, sealThreshold: 1_024)
    }

    /// The requests that made the events of a test log, in groups that share a commit.
    private func copy(_ source: TestLog, to log: any EventLog) async throws {
        let requests = source.events.map { event in
            AppendRequest(
                [
                    NewEvent(
                        kind: event.kind, stream: event.stream, tags: event.tags, payload: event.payload,
                        occurredAt: event.occurredAt)
                ], by: event.author, id: event.commandID)
        }
        var start = 0
        while start < requests.count {
            let end = min(start + 300, requests.count)
            for result in await log.append(Array(requests[start..<end])) { _ = try result.get() }
            start = end
        }
    }

    @Test("views, late entries and points in time are those of the plain definition")
    func agree() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let source = TestLog()
        try await source.fill(2_600, seed: 31, accounts: 40)
        let naive = try NaiveFold(Mixed.self, source).states
        let trail = try TrailLog.create(at: scratch.path + "/trail", origin: "disk", options: options())
        let memory = MemoryEventLog(origin: "memory", options: options())
        var dumps: [[[UInt8]]] = []
        for log in [trail, memory] as [any EventLog] {
            try await copy(source, to: log)
            let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
            try await runtime.catchUp(upTo: 1_900, batchSize: 211)
            try await runtime.catchUp(batchSize: 97)
            #expect(try runtime.all() == naive)
            dumps.append(try runtime.dump())
            try await runtime.rebuild(threads: 2)
            dumps.append(try runtime.dump())
            let point = AsOf(known: .position(1_700), effective: Timestamp(nanoseconds: 9_000))
            let expected = try NaiveFold(Mixed.self, source, asOf: point)
            let image = try await runtime.asOf(point)
            #expect(Dictionary(uniqueKeysWithValues: image.states.map { ($0.key, $0.state) }) == expected.states)
            #expect(image.undated == expected.undated)
            for key in ["account:3", "deal:17"] {
                #expect(try runtime.state(for: key, asOf: point).state == expected.states[key] ?? Chain(key: key))
            }
        }
        #expect(Set(dumps).count == 1)
        try await trail.close()
    }

    @Test("a command is decided and its repetition answered on disk as in memory")
    func commands() async throws {
        let scratch = try Scratch()
        let trail = try TrailLog.create(at: scratch.path + "/trail", origin: "disk", options: options())
        for log in [trail, MemoryEventLog(origin: "memory", options: options())] as [any EventLog] {
            let handler = CommandHandler(log: log, rules: .fixed(Limits(version: "1", limit: 100)))
            let lin = Author("rep:lin")
            let first = try await handler.handle(Move(deal: "1", amount: 100), by: lin, id: "c1")
            #expect(first.refusal == nil)
            let refused = try await handler.handle(Move(deal: "1", amount: 1), by: lin, id: "c2")
            #expect(refused.refusal?.inputs == ["total": "101", "limit": "100"])
            let again = try await handler.handle(Move(deal: "1", amount: 1), by: lin, id: "c2")
            #expect(again.refusal == refused.refusal)
            #expect(again.receipt?.isReplay == true)
            #expect(try await handler.handle(Move(deal: "1", amount: 0), by: lin, id: "c3") == .unchanged)
            await #expect(throws: AppendError.self) {
                try await handler.handle(Move(deal: "1", amount: 99), by: lin, id: "c1")
            }
            #expect(try log.head().size == 2)
        }
        try await trail.close()
    }
}
