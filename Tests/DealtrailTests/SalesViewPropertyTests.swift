import Dealtrail
import DealtrailSimulator
import DealtrailTesting
import Foundation
import Synchronization
import Testing

/// What holds for each view of the domain, on believable trails with late entries, unknown times, mergers, splits, private
/// notes and alerts.
@Suite("Properties of all sales views")
struct SalesViewPropertyTests {
    static let seeds: [UInt64] = [1, 2, 3]

    private let directory = FileManager.default.temporaryDirectory.appending(path: "dealtrail-views-\(UUID())").path()

    /// Every state of a view, in bytes, by its key.
    private typealias States = [String: [UInt8]]

    private func states<View: Projection>(_ runtime: ProjectionRuntime<View>) throws -> States {
        var states: States = [:]
        try runtime.forEach { key, state in
            states[key] = try CBOREncoder().encode(state)
            return true
        }
        return states
    }

    private func trail(_ seed: UInt64, _ policy: SalesPolicy = .standard) async throws -> Trail {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let simulator = Simulator(seed: seed, reps: 3, days: 60)
        let now = Mutex(simulator.start.start(offsetMinutes: simulator.calendar.offsetMinutes))
        let ops = Author("ops:ann")
        let trail = try await Trail.create(
            at: directory + "/trail-\(policy.version)", origin: "example.com/views", by: ops, policy: policy,
            options: TrailOptions(mapSize: 1 << 30, clock: { now.withLock { $0 } }))
        var random = SeededGenerator(seed: seed)
        var accounts: [AccountID] = []
        for (number, step) in simulator.prefix(400).enumerated() {
            now.withLock { $0 = step.recordedAt }
            _ = try await trail.handle(step.command, by: step.author, id: step.id, occurredAt: step.occurredAt)
            if let create = step.command as? Account.Create { accounts.append(create.account) }
            if number % 50 == 49 { _ = try await trail.tick(by: ops) }
            guard number % 8 == 7, let account = accounts.randomElement(using: &random),
                let other = accounts.randomElement(using: &random)
            else { continue }
            let id = CommandID("disturb-\(number)")
            let late = step.recordedAt.advanced(by: .seconds(-86_400 * Int64.random(in: 0...20, using: &random)))
            let visit = Visit.checkIn(VisitID("late-\(number)"), at: account, nonce: "n\(number)")
            switch Int.random(in: 0..<5, using: &random) {
            case 0: _ = try await trail.handle(visit, by: Author("rep:001"), id: id, occurredAt: .at(late))
            case 1: _ = try await trail.handle(visit, by: Author("rep:001"), id: id, occurredAt: .unknown)
            case 2:
                _ = try await trail.addPrivateNote(
                    NoteID("N-\(number)"), about: account, text: "note \(number)", by: Author("rep:001"), id: id)
            case 3 where account != other:
                _ = try await trail.handle(
                    Account.merge(other, into: account, reason: "one customer"), by: ops, id: id)
            default:
                // Refused where they were never merged, which is a fact too.
                _ = try await trail.handle(
                    Account.split(other, from: account, reason: "two after all"), by: ops, id: id)
            }
        }
        return trail
    }

    /// Cuts of a log, up to its size.
    private func cuts(_ size: UInt64, _ random: inout SeededGenerator) -> [UInt64] {
        var cuts: [UInt64] = []
        while cuts.last ?? 0 < size {
            cuts.append(min(size, (cuts.last ?? 0) + UInt64.random(in: 1...size / 4, using: &random)))
        }
        return cuts
    }

    private func check<View: Projection>(_ view: View.Type, _ trail: Trail, seed: UInt64) async throws {
        let store = try ViewStore(at: directory + "/\(View.name)")
        let runtime = try ProjectionRuntime(view, log: trail.log, store: store)
        try await runtime.rebuild()
        let expected = try states(runtime)
        #expect(!expected.isEmpty, "seed \(seed), \(View.name): nothing is compared")
        for threads in [2, 3, 7] {
            try await runtime.rebuild(threads: threads)
            #expect(try states(runtime) == expected, "seed \(seed), \(View.name), \(threads) threads")
        }
        let size = try trail.head().size
        var random = SeededGenerator(seed: seed &+ UInt64(View.name.utf8.count))
        for batchSize in [1, 7, 4_096] {
            try await runtime.drop()
            let cuts = cuts(size, &random)
            let place = "seed \(seed), \(View.name), batches of \(batchSize), cuts \(cuts)"
            for cut in cuts {
                // A new runtime each time, as after a crash between two batches.
                let next = try ProjectionRuntime(view, log: trail.log, store: store)
                #expect(try await next.catchUp(upTo: cut, batchSize: batchSize).to == cut, "\(place)")
                let image = try await runtime.asOf(.known(position: cut - 1), threads: 2)
                let known = try image.states.reduce(into: States()) {
                    $0[$1.key] = try CBOREncoder().encode($1.state)
                }
                #expect(try states(next) == known, "\(place): up to \(cut), against as of \(cut - 1)")
            }
            #expect(try states(runtime) == expected, "\(place)")
        }
        try store.close()
    }

    @Test(arguments: seeds)
    func `A rebuild is a catch-up at any cut, in any batches, on any number of threads`(seed: UInt64) async throws {
        let trail = try await trail(seed)
        for view in SalesViews.all { try await check(view, trail, seed: seed) }
        try await trail.close()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// A policy that differs from the standard one in several rules.
    private func candidate(_ random: inout SeededGenerator) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.version = "candidate"
        policy.pricing.tolerance = ScaledDecimal(mantissa: Int64.random(in: 0...10, using: &random))
        policy.health.interventionBelow = ScaledDecimal(mantissa: Int64.random(in: 0...100, using: &random))
        policy.health.tierWeight = Int.random(in: 0...100, using: &random)
        policy.tiering.otherwise = Bool.random(using: &random) ? "A" : "C"
        if Bool.random(using: &random) { policy.health.signals = SalesPolicy.twelveSignals.health.signals }
        return policy
    }

    /// Streaks over all customers, merged ones and late entries included, asked for beside the log and of a log under the policy.
    @Test(arguments: seeds)
    func `What-if finds the streaks that a trail under the other policy has`(seed: UInt64) async throws {
        let (standard, twelve) = (try await trail(seed), try await trail(seed, .twelveSignals))
        func streaks(_ trail: Trail) async throws -> [Alert] {
            let end = AsOf.known(position: try trail.head().size - 1)
            return try await trail.alerts(asOf: end, AlertFilter(rule: "health-intervention", isSilenced: true)).alerts
        }
        let open = (standard: try await streaks(standard), twelve: try await streaks(twelve))
        #expect(open.standard.count > 5 && open.twelve.count > 5, "seed \(seed): nothing is compared")
        for (trail, candidate, before, after) in [
            (standard, SalesPolicy.twelveSignals, open.standard, open.twelve),
            (twelve, .standard, open.twelve, open.standard),
        ] {
            let report = try await trail.whatIf(candidate)
            let found = report.alerts.filter { $0.rule == "health-intervention" }
            #expect(found == AlertImpact.compare(before, after), "seed \(seed), to \(candidate.version)")
        }
        let scores = Dictionary(
            try await twelve.health(asOf: .known(position: try twelve.head().size - 1)).scores
                .map { ($0.account, $0.score) }, uniquingKeysWith: { $1 })
        for impact in try await standard.whatIf(.twelveSignals).accounts {
            #expect(scores[impact.account] == impact.after.score, "seed \(seed), \(impact.account)")
        }
        for trail in [standard, twelve] { try await trail.close() }
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test(arguments: seeds)
    func `Under the active policy nothing differs, two answers are one, and each difference says why`(
        seed: UInt64
    ) async throws {
        let trail = try await trail(seed)
        let size = try trail.head().size
        let active = try await trail.whatIf(trail.policy())
        #expect(active.isEmpty && active.decided > 300 && active.drifted.isEmpty, "seed \(seed): \(active)")
        #expect(active.accountSums.isEmpty && active.alertSums.isEmpty && active.sums.isEmpty, "seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for round in 1...3 {
            let candidate = candidate(&random)
            let place = "seed \(seed), round \(round)"
            let first = try await trail.whatIf(candidate)
            #expect(try await JSONText.encode(trail.whatIf(candidate)) == JSONText.encode(first), "\(place)")
            #expect(!first.accounts.isEmpty, "\(place)")
            for impact in first.accounts {
                #expect(!impact.reasons.isEmpty, "\(place): \(impact)")
                for mark in impact.reasons.compactMap(\.event) {
                    #expect(try trail.event(at: mark.position)?.id == mark.id, "\(place): \(impact)")
                }
                let rules = impact.reasons.map(\.rule)
                #expect(rules.contains("tiering") == (impact.before.tier != impact.after.tier), "\(place): \(impact)")
            }
            let reasons = first.accounts.reduce(0) { $0 + $1.reasons.count }
            #expect(first.accountSums.reduce(0) { $0 + $1.count } == reasons, "\(place)")
            #expect(first.alertSums.reduce(0) { $0 + $1.count } == first.alerts.count, "\(place)")
            #expect(first.sums.reduce(0) { $0 + $1.decisions } == first.decisions.count, "\(place)")
        }
        #expect(try trail.head().size == size, "seed \(seed): the log is untouched")
        try await trail.close()
        try FileManager.default.removeItem(atPath: directory)
    }
}
