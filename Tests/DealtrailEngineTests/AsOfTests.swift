import DealtrailLog
import DealtrailModel
import DealtrailTesting
import Testing

@testable import DealtrailEngine

@Suite("Points in time")
struct AsOfTests {
    @Test("every point equals the plain definition, for one key and for all", arguments: [UInt64(11), 12, 13, 14])
    func points(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let log = TestLog()
        try await log.fill(160, seed: seed)
        var random = SeededGenerator(seed: seed)
        var points: [AsOf] = [.head, .known(position: 0), .known(position: 159), .known(position: 5_000)]
        for _ in 0..<12 {
            let event = log.events[Int.random(in: 0..<160, using: &random)]
            for step in [Int64(-1), 0, 1] {
                points.append(.known(at: Timestamp(nanoseconds: event.recordedAt.nanoseconds + step)))
                let occurred = event.occurredAt.time?.instant.nanoseconds ?? 0
                points.append(.effective(Timestamp(nanoseconds: occurred + step)))
                points.append(
                    AsOf(known: .position(event.position), effective: Timestamp(nanoseconds: occurred + step)))
                points.append(
                    AsOf(
                        known: .recorded(Timestamp(nanoseconds: event.recordedAt.nanoseconds + step)),
                        effective: Timestamp(nanoseconds: occurred)))
            }
        }
        for point in points {
            try await check(Mixed.self, log, store, point, "seed \(seed), \(point)")
            try await check(Accounts.self, log, store, point, "seed \(seed), \(point)")
        }
    }

    private func check<View: Projection>(
        _ view: View.Type, _ log: TestLog, _ store: ViewStore, _ point: AsOf, _ note: String
    ) async throws where View.State: Hashable {
        let runtime = try ProjectionRuntime(view, log: log, store: store)
        let naive = try NaiveFold(view, log, asOf: point)
        for threads in [1, 3] {
            let image = try await runtime.asOf(point, threads: threads)
            #expect(
                Dictionary(uniqueKeysWithValues: image.states.map { ($0.key, $0.state) }) == naive.states, "\(note)")
            #expect(image.undated == naive.undated, "\(note)")
            let keys = image.states.map(\.key)
            #expect(keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            #expect(keys.allSatisfy { image.state(for: $0) == naive.states[$0] })
            #expect(image.state(for: "nobody") == nil)
        }
        for key in ["account:0", "account:3", "deal:1", "color:red", "nobody"] {
            let one = try runtime.state(for: key, asOf: point)
            #expect(one.state == naive.states[key] ?? View.initial(key: key), "\(note), \(key)")
            #expect(one.logSize == 160)
        }
    }

    @Test("both bounds are inclusive, and an undated event is counted apart")
    func bounds() async throws {
        let scratch = try Scratch()
        let log = TestLog()
        let runtime = try ProjectionRuntime(Deals.self, log: log, store: try scratch.store())
        for (index, time) in [OccurredAt.at(Timestamp(nanoseconds: 100)), .unknown].enumerated() {
            log.setStamp(5_000 + Int64(index))
            let moved = Moved(deal: "1", accounts: ["a"], amount: Int64(index + 1))
            _ = try await log.append(
                AppendRequest([try NewEvent(moved, occurredAt: time)], by: Author("rep:a"), id: CommandID("c\(index)")))
        }
        func ask(_ point: AsOf) throws -> (Int, Int) {
            let answer = try runtime.state(for: "deal:1", asOf: point)
            return (answer.events, answer.undated)
        }
        #expect(try ask(.head) == (2, 0))
        #expect(try ask(.effective(Timestamp(nanoseconds: 99))) == (0, 1))
        #expect(try ask(.effective(Timestamp(nanoseconds: 100))) == (1, 1))
        #expect(try ask(.known(at: Timestamp(nanoseconds: 4_999))) == (0, 0))
        #expect(try ask(.known(at: Timestamp(nanoseconds: 5_000))) == (1, 0))
        #expect(try ask(.known(at: Timestamp(nanoseconds: 5_001))) == (2, 0))
        #expect(try ask(.known(position: 0)) == (1, 0))
        #expect(try ask(AsOf(known: .position(1), effective: Timestamp(nanoseconds: 100))) == (1, 1))
    }

    @Test("a point says in words what it is")
    func words() {
        #expect(AsOf.head.description == "now")
        #expect(AsOf.known(position: 120).description == "known at position 120")
        let point = AsOf(
            known: .recorded(Timestamp(nanoseconds: 0)), effective: Timestamp(nanoseconds: 1_000_000_000))
        #expect(point.description == "recorded by 1970-01-01T00:00:00Z, effective 1970-01-01T00:00:01Z")
    }
}
