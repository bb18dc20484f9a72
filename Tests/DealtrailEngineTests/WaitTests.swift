import DealtrailLog
import DealtrailModel
import Synchronization
import Testing

@testable import DealtrailEngine

@Suite("Waiting until a view has seen an event")
struct WaitTests {
    /// A clock whose time a test lets pass.
    private final class HandClock: Clock, Sendable {
        struct Instant: InstantProtocol {
            var offset: Duration
            func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
            func duration(to other: Instant) -> Duration { other.offset - offset }
            static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
        }

        let now = Instant(offset: .zero)
        let minimumResolution = Duration.zero
        /// Whether a sleep ends at once, or only when it is cancelled.
        let isOver: Bool

        init(isOver: Bool) {
            self.isOver = isOver
        }

        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            if isOver { return }
            let (stream, _) = AsyncStream<Void>.makeStream()
            for await _ in stream {}
            try Task.checkCancellation()
        }
    }

    private func memory() -> MemoryEventLog {
        let time = Mutex(Int64(1_800_000_000_000_000_000))
        return MemoryEventLog(
            origin: "memory",
            options: TrailOptions(clock: {
                Timestamp(
                    nanoseconds: time.withLock {
                        $0 += 1_000
                        return $0
                    })
            }))
    }

    private func append(_ count: Int, to log: any EventLog) async throws -> UInt64 {
        var last: UInt64 = 0
        for _ in 0..<count {
            let number = try log.head().size
            let event = try NewEvent(Moved(deal: "\(number)", accounts: ["1"], amount: Int64(number)))
            last = try await log.append(
                AppendRequest([event], by: Author("rep:test"), id: CommandID("c-\(number)"))
            ).positions.lowerBound
        }
        return last
    }

    @Test("what was appended is seen, and the view catches up for it")
    func seen() async throws {
        let scratch = try Scratch()
        let log = memory()
        let runtime = try ProjectionRuntime(Deals.self, log: log, store: try scratch.store())
        let last = try await append(7, to: log)
        try await AnyView(runtime).wait(toSee: last, within: .seconds(1), clock: HandClock(isOver: false))
        #expect(try runtime.checkpoint()?.position == 7)
        // No time is needed for what was seen.
        try await AnyView(runtime).wait(toSee: last, within: .zero, clock: HandClock(isOver: true))
        try await AnyView(runtime).wait(toSee: 0)
    }

    @Test("what is appended later is waited for, by several at once")
    func later() async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = memory()
        try await withThrowingTaskGroup { group in
            for position in [UInt64(0), 3, 5, 5] {
                let view = AnyView(try ProjectionRuntime(Deals.self, log: log, store: store))
                group.addTask {
                    try await view.wait(toSee: position, within: .seconds(1), clock: HandClock(isOver: false))
                    #expect(try view.checkpoint()?.position ?? 0 > position)
                }
            }
            group.addTask { [self] in _ = try await append(6, to: log) }
            try await group.waitForAll()
        }
    }

    @Test("the time to wait ends with how far the view is, a cancelled task with that")
    func ends() async throws {
        let scratch = try Scratch()
        let log = memory()
        let view = AnyView(try ProjectionRuntime(Deals.self, log: log, store: try scratch.store()))
        _ = try await append(3, to: log)
        let error = await #expect(throws: EngineError.self) {
            try await view.wait(toSee: 9, within: .seconds(1), clock: HandClock(isOver: true))
        }
        #expect(error?.code == .waitTimedOut)
        #expect(error?.detail.contains("position 9") == true)
        let task = Task { try await view.wait(toSee: 9) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a view that stands still before the event says so")
    func faulted() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        try await log.fill(10, seed: 1)
        let position = try await log.poison()
        let view = AnyView(try ProjectionRuntime(Wary.self, log: log, store: try scratch.store()))
        await #expect(throws: ViewFault.self) {
            try await view.wait(toSee: position, within: .seconds(1), clock: HandClock(isOver: false))
        }
        try await view.wait(toSee: position - 1, within: .seconds(1), clock: HandClock(isOver: false))
    }
}
