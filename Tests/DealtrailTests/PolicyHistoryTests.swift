import Dealtrail
import DealtrailTesting
import Foundation
import Synchronization
import Testing

/// What is in force is computed twice: by the engine, which decides by it, and by the timeline, which tells about it.
@Suite("Which policy is in force")
struct PolicyHistoryTests {
    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_772_000_000)

        func advance(_ count: Int64) { seconds.withLock { $0 += count } }

        var now: @Sendable () -> Timestamp {
            { [self] in Timestamp(nanoseconds: seconds.withLock { $0 } * 1_000_000_000) }
        }
    }

    private func open(_ clock: Clock) async throws -> Trail {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-policies-\(UUID())")
        return try await Trail.create(
            at: directory.path, origin: "example.com/test", by: Author("ops:lin"),
            options: TrailOptions(mapSize: 1 << 28, clock: clock.now))
    }

    private func version(_ name: String) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.version = name
        return policy
    }

    @Test("Engine and timeline agree at every instant, after any course of events", arguments: [1, 2, 3] as [UInt64])
    func agreement(seed: UInt64) async throws {
        let clock = Clock()
        let trail = try await open(clock)
        let start = clock.now()
        var random = SeededGenerator(seed: seed)
        let author = Author("ops:lin")
        for step in 0..<40 {
            clock.advance(Int64.random(in: 0..<3, using: &random))
            let name = "v\(Int.random(in: 0..<4, using: &random))"
            let id = CommandID("step-\(step)")
            let delay = Int.random(in: 0..<12, using: &random) - 1
            let time = delay < 1 ? nil : clock.now().advanced(by: .seconds(delay))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: _ = try await trail.publish(version(name), by: author, id: id, awaitsActivation: true)
            case 1: _ = try await trail.publish(version(name), by: author, id: id, effectiveFrom: time)
            case 2, 3: _ = try await trail.activate(name, by: author, id: id, effectiveFrom: time)
            default: _ = try await trail.retire(name, by: author, id: id, effectiveFrom: time, reason: "seed \(seed)")
            }
        }
        let timeline = try trail.policyTimeline()
        for second in -2...160 {
            let instant = start.advanced(by: .seconds(second))
            let told = timeline.inForce(at: instant)?.version ?? SalesPolicy.standard.version
            #expect(try trail.policy(at: instant).version == told, "seed \(seed), second \(second)")
            let spans = timeline.spans.filter { $0.from <= instant && $0.to.map { instant < $0 } ?? true }
            #expect(spans.map(\.version) == [timeline.inForce(at: instant)?.version].compactMap(\.self), "seed \(seed)")
        }
        #expect(timeline.acts.count > 15, "seed \(seed)")
        try await trail.close()
    }

    @Test("A decision names the version in force where it stands, to the instant of an activation and a retirement")
    func decisions() async throws {
        let clock = Clock()
        let trail = try await open(clock)
        let author = Author("ops:lin")
        _ = try await trail.publish(version("tight"), by: author, id: "p", awaitsActivation: true)
        #expect(try trail.policy().version == SalesPolicy.standard.version)
        let begin = clock.now().advanced(by: .seconds(10))
        _ = try await trail.activate("tight", by: author, id: "a", effectiveFrom: begin)
        _ = try await trail.retire(
            "tight", by: author, id: "r", effectiveFrom: begin.advanced(by: .seconds(10)), reason: "trial over")
        func inForce(after seconds: Int64) async throws -> String? {
            clock.advance(seconds)
            let refused = try await trail.handle(
                Quote.send("none"), by: author, id: CommandID("q\(clock.now())"))
            return refused.refusal?.version
        }
        #expect(try await inForce(after: 9) == SalesPolicy.standard.version)
        #expect(try await inForce(after: 1) == "tight")
        #expect(try await inForce(after: 9) == "tight")
        #expect(try await inForce(after: 1) == SalesPolicy.standard.version)
        let digest = try version("tight").digest()
        #expect(try trail.log.events(EventFilter()).filter { $0.rules == digest }.count == 2)
        try await trail.close()
    }

    @Test("What was published later decides no answer of before, from whenever it holds")
    func knownThen() async throws {
        let clock = Clock()
        let trail = try await open(clock)
        let author = Author("ops:lin")
        _ = try await trail.handle(Account.create("acme", owner: "rep:lin"), by: author, id: "account")
        let position = try trail.head().size - 1
        let effective = clock.now().advanced(by: .seconds(86_400))
        clock.advance(1)
        _ = try await trail.publish(
            version("next"), by: author, id: "publish", effectiveFrom: clock.now().advanced(by: .seconds(3_600)))
        let then = AsOf(known: .position(position), effective: effective)
        let now = AsOf.effective(effective)
        #expect(try await trail.health(asOf: then).policy == "standard-2")
        #expect(try await trail.health(asOf: now).policy == "next")
        #expect(try trail.health(of: "acme", asOf: then)?.policy == "standard-2")
        #expect(try trail.health(of: "acme", asOf: now)?.policy == "next")
        #expect(try await trail.healthBonus(asOf: then).policy == "standard-2")
        #expect(try await trail.alerts(asOf: then).policy == "standard-2")
        #expect(try await trail.alerts(asOf: now).policy == "next")
        // At the instant from which it holds, and a tick before; known from its own position on.
        let start = try #require(try trail.policyTimeline().spans.last?.from)
        let known = try trail.head().size - 1
        for (place, instant, expected) in [
            (known, start, "next"), (known, start.advanced(by: .nanoseconds(-1)), "standard-2"),
            (known - 1, start, "standard-2"),
        ] {
            let stamp = try trail.stamp(asOf: AsOf(known: .position(place), effective: instant))
            #expect(try trail.policy(of: stamp).version == expected, "\(place), \(instant)")
        }
        try await trail.close()
    }
}
