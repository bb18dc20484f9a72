import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Foundation
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Over the log on disk and the log in memory")
struct StoredLogTests {
    private func options() -> TrailOptions {
        let random = Mutex(SeededGenerator(seed: 77))
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

    @Test("events of a batch stay where they lie while the log grows", arguments: [1, 250, 2_000])
    func held(size: Int) async throws {
        let scratch = try Scratch()
        let source = TestLog()
        try await source.fill(2_000, seed: 32, lateness: 0)
        let expected = try NaiveFold(Deals.self, source).states
        let trail = try TrailLog.create(at: scratch.path + "/trail", origin: "disk", options: options())
        try await copy(source, to: trail)
        let plan = FoldPlan([ProjectionLane<Deals>.planned])
        let lane = ProjectionLane(Deals.self, codec: StateCodec<Chain>())
        let pass = FoldPass(plan, [lane])
        let batch = FoldBatch(plan, hasher: trail.hasher)
        for start in stride(from: 0, to: 2_000, by: size) {
            batch.fill(UInt64(start)..<UInt64(start + size), of: trail, Cancellation())
            if start % 500 == 0 {
                // Commits that would use the pages of the batch again, were they free.
                let more = TestLog()
                try await more.fill(60, seed: UInt64(start), tag: "more-\(start)")
                try await copy(more, to: trail)
            }
            try pass.fold(batch)
        }
        for slot in lane.keys.indices where !lane.mark(slot).isLate {
            let key = pass.withText(lane.key(of: slot)) { $0.text() } ?? ""
            #expect(try lane.state(slot) == expected[key], "\(key)")
        }
        #expect(lane.keys.count == expected.count)
        try await trail.close()
    }

    @Test("a byte that was changed on disk is reported with its position, and the view stays as it was")
    func damaged() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let source = TestLog()
        try await source.fill(400, seed: 33)
        let path = scratch.path + "/trail"
        var trail = try TrailLog.create(at: path, origin: "disk", options: options())
        try await copy(source, to: trail)
        let known = source.events.indices.filter { source.events[$0].kind == Moved.kind }
        for (position, fromEnd) in [(known[0], 1), (known[20], 1), (known[known.count - 1], 1), (known[40], 1 << 20)] {
            var record: [UInt8] = []
            try trail.scan(.all, in: UInt64(position)..<UInt64(position) + 1, direction: .forward) { event in
                record = event.stored.array()
                return false
            }
            let before = try await dump(of: trail, store)
            try await trail.close()
            // The last byte of the event, or one of its header: the hash of the kind.
            try flip(record, at: fromEnd < record.count ? record.count - fromEnd : 16, in: path + "/log/data.mdb")
            trail = try TrailLog.open(at: path, options: options())
            let runtime = try ProjectionRuntime(Mixed.self, log: trail, store: store)
            let error = await #expect(throws: (any Error).self) { try await runtime.rebuild(threads: 2) }
            // What the rebuild meets is a fault of the view; a header is met before, by whoever looks for events.
            let (fault, damage) = (error as? ViewFault, error as? EventError)
            #expect(fault?.isDamage ?? (damage?.code == .corrupted))
            #expect((fault?.position ?? damage?.position) == UInt64(position))
            #expect(try runtime.dump() == before)
            try await trail.close()
            var changed = record
            changed[fromEnd < record.count ? record.count - fromEnd : 16] ^= 1
            try flip(changed, at: fromEnd < record.count ? record.count - fromEnd : 16, in: path + "/log/data.mdb")
            trail = try TrailLog.open(at: path, options: options())
        }
        try await trail.close()
    }

    private func dump(of log: TrailLog, _ store: ViewStore) async throws -> [[UInt8]] {
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        try await runtime.rebuild()
        return try runtime.dump()
    }

    /// Changes a bit of the bytes of a record, wherever they lie in a file.
    private func flip(_ record: [UInt8], at offset: Int, in path: String) throws {
        let url = URL(fileURLWithPath: path)
        var data = try Data(contentsOf: url)
        let place = try #require(data.range(of: Data(record)))
        data[place.lowerBound + offset] ^= 1
        let file = try FileHandle(forUpdating: url)
        try file.seek(toOffset: UInt64(place.lowerBound + offset))
        try file.write(contentsOf: data[place.lowerBound + offset..<place.lowerBound + offset + 1])
        try file.close()
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
