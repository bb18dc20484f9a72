import DealtrailLog
import DealtrailModel
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Stored views and faults")
struct ViewFaultTests {
    @Test("a rebuild that fails leaves the live view as it was")
    func failedRebuild() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(120, seed: 1)
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        try await runtime.catchUp()
        let before = (try runtime.dump(), try runtime.checkpoint())
        let damaged = try #require(log.events.lastIndex { $0.kind == Moved.kind })
        log.damage(damaged)
        for threads in [1, 3] {
            let fault = await #expect(throws: ViewFault.self) { try await runtime.rebuild(threads: threads) }
            #expect(fault?.position == UInt64(damaged) && fault?.isDamage == true)
            #expect(try runtime.dump() == before.0)
            #expect(try runtime.checkpoint() == before.1)
        }
        log.damage(damaged)
        try await runtime.rebuild()
        #expect(try runtime.dump() == before.0)
    }

    @Test("a catch-up that meets a damaged event stops before it and goes on after a repair")
    func failedCatchUp() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(100, seed: 2)
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: try scratch.store())
        let damaged = try #require(log.events[50...].firstIndex { $0.kind == Moved.kind })
        log.damage(damaged)
        await #expect(throws: ViewFault.self) { try await runtime.catchUp(batchSize: 10) }
        #expect(try runtime.checkpoint()?.position == UInt64(damaged))
        #expect(try runtime.all() == NaiveFold(Mixed.self, log, asOf: .known(position: UInt64(damaged - 1))).states)
        log.damage(damaged)
        // It is not tried again by itself.
        await #expect(throws: ViewFault.self) { try await runtime.catchUp(batchSize: 10) }
        try await AnyView(runtime).retry()
        #expect(try runtime.fault() == nil)
        #expect(try runtime.all() == NaiveFold(Mixed.self, log).states)
    }

    @Test("a cancelled rebuild changes nothing")
    func cancelled() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(60, seed: 3)
        let runtime = try ProjectionRuntime(Deals.self, log: log, store: try scratch.store())
        try await runtime.catchUp()
        let before = try runtime.dump()
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: CancellationError.self) {
            _ = try Rebuild(views: [runtime], log: log, store: runtime.store, cancellation: cancellation).run()
        }
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await runtime.rebuild()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try runtime.dump() == before)
    }

    @Test("readers see the old view until the new one takes over in one step")
    func takeOver() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(80, seed: 4)
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: try scratch.store())
        try await runtime.catchUp(upTo: 30)
        let old = try runtime.all()
        let seen = Mutex<[Bool]>([])
        try await runtime.rebuild { progress in
            guard progress.phase != .takingOver || progress.done == 0 else { return }
            let same = (try? runtime.all()) == old
            seen.withLock { $0.append(same) }
        }
        #expect(seen.withLock { $0.count >= 3 && $0.allSatisfy(\.self) })
        #expect(try runtime.checkpoint()?.position == 80)
        #expect(try runtime.all() == NaiveFold(Mixed.self, log).states)
    }

    @Test("a second rebuild is refused while the first is alive, whose result counts")
    func running() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(50, seed: 5)
        let store = try scratch.store()
        let runtime = try ProjectionRuntime(Deals.self, log: log, store: store)
        let set = ViewSet([AnyView(runtime)])
        let refusals = Mutex<[EngineError.Code]>([])
        let progress = Mutex<[RebuildProgress?]>([])
        try await runtime.rebuild { _ in
            do {
                _ = try Rebuild(views: [runtime], log: log, store: store, cancellation: Cancellation()).run()
            } catch let error as EngineError {
                refusals.withLock { $0.append(error.code) }
            } catch {
                Issue.record(error)
            }
            let build = (try? set.status().first?.build) ?? nil
            progress.withLock { $0.append(build?.progress) }
            #expect(throws: EngineError.self) { try store.remove(runtime.identity) }
        }
        #expect(refusals.withLock { Set($0) } == [.rebuildRunning])
        #expect(progress.withLock { $0.contains { $0?.phase == .folding } && $0.contains { $0?.phase == .writing } })
        #expect(try set.status().first?.build == nil)
        #expect(try runtime.all() == NaiveFold(Deals.self, log).states)
        #expect(try runtime.lag() == 0)
    }

    @Test("the right to build a view is that of one build, and waiting for it can be cancelled")
    func waiting() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(50, seed: 5)
        let store = try scratch.store()
        let runtime = try ProjectionRuntime(Deals.self, log: log, store: store)
        let lock = try #require(try BuildLock.attempt(runtime.identity, in: store))
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: CancellationError.self) {
            try BuildLock.wait(runtime.identity, in: store, cancellation)
        }
        #expect(try BuildLock.attempt(runtime.identity, in: store) == nil)
        withExtendedLifetime(lock) {}
    }

    @Test("events appended during a rebuild are folded before it takes over")
    func appendedMeanwhile() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        let later = TestLog()
        try await log.fill(70, seed: 6)
        try await later.fill(70, seed: 6)
        try await later.fill(30, seed: 7)
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: try scratch.store())
        let requests = later.events.dropFirst(70).map { event in
            AppendRequest(
                [
                    NewEvent(
                        kind: event.kind, stream: event.stream, tags: event.tags, payload: event.payload,
                        occurredAt: event.occurredAt)
                ], by: event.author, id: event.commandID)
        }
        let done = Atomic(false)
        try await runtime.rebuild { progress in
            guard progress.phase == .writing, !done.exchange(true, ordering: .sequentiallyConsistent) else { return }
            log.appendNow(requests)
        }
        #expect(try runtime.checkpoint()?.position == 100)
        #expect(try runtime.all() == NaiveFold(Mixed.self, log).states)
    }

    @Test("a view of another log, or ahead of its log, is built again")
    func foreign() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(60, seed: 8)
        #expect(try await ProjectionRuntime(Mixed.self, log: log, store: store).catchUp().rebuilt == nil)

        let other = TestLog(origin: "test.example/other")
        try await other.fill(60, seed: 8)
        let elsewhere = try ProjectionRuntime(Mixed.self, log: other, store: store)
        #expect(try await elsewhere.catchUp().rebuilt == .foreignOrigin)

        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        #expect(try await runtime.catchUp().rebuilt == .foreignOrigin)
        log.rollBack(to: 40)
        #expect(try await runtime.catchUp() == CatchUp(from: 0, to: 40, rebuilt: .aheadOfLog))
        #expect(try runtime.all() == NaiveFold(Mixed.self, log).states)

        log.rollBack(to: 20)
        try await log.fill(20, seed: 9, tag: "again")
        #expect(try await runtime.catchUp() == CatchUp(from: 0, to: 40, rebuilt: .foreignRoot))
        log.rollBack(to: 30)
        try await log.fill(30, seed: 10, tag: "longer")
        #expect(try await runtime.catchUp(upTo: 45) == CatchUp(from: 0, to: 45, rebuilt: .foreignRoot))
        try await runtime.catchUp()
        #expect(try runtime.all() == NaiveFold(Mixed.self, log).states)
    }

    @Test("an empty log has a built, empty view")
    func empty() async throws {
        let scratch = try Scratch()
        let runtime = try ProjectionRuntime(Deals.self, log: TestLog(), store: try scratch.store())
        #expect(try runtime.state(for: "deal:1") == nil)
        try await runtime.catchUp()
        #expect(try runtime.checkpoint()?.position == 0)
        try await runtime.rebuild(threads: 2)
        #expect(try runtime.all().isEmpty)
        try await runtime.drop()
        #expect(try runtime.checkpoint() == nil)
    }

    @Test("a view that is declared wrongly is refused")
    func declared() throws {
        enum Twice: Projection {
            static let name = "twice"
            static let codeVersion: UInt32 = 1
            static func initial(key: String) -> Int64 { 0 }
            static var rows: ProjectionRows<Int64> {
                ProjectionRows([
                    .init(Moved.kind) { state, _ in state += 1 }, .init(Moved.kind) { state, _ in state += 1 },
                ])
            }
        }
        enum Named: Projection {
            static let name = "no/slash"
            static let codeVersion: UInt32 = 1
            static func initial(key: String) -> Int64 { 0 }
            static var rows: ProjectionRows<Int64> { ProjectionRows([]) }
        }
        let scratch = try Scratch()
        let store = try scratch.store()
        #expect(throws: EngineError.self) { try ProjectionRuntime(Twice.self, log: TestLog(), store: store) }
        #expect(throws: EngineError.self) { try ProjectionRuntime(Named.self, log: TestLog(), store: store) }
        #expect(throws: EngineError.self) {
            try ViewCatalog([Deals.self, Deals.self]).open(log: TestLog(), store: store)
        }
    }

    @Test("two runtimes that catch up at once fold each event once")
    func concurrent() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(200, seed: 21)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
                group.addTask { _ = try await runtime.catchUp(batchSize: 9) }
            }
            try await group.waitForAll()
        }
        let runtime = try ProjectionRuntime(Mixed.self, log: log, store: store)
        #expect(try runtime.all() == NaiveFold(Mixed.self, log).states)
    }
}
