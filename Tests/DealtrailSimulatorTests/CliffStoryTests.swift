import DealtrailModel
import DealtrailSales
import DealtrailSimulator
import DealtrailViews
import Testing

/// The fall that is hidden in a simulated year is found, and none where there is none (`docs/features.md` row 42).
@Suite struct CliffStoryTests {
    static let seeds: [UInt64] = [11, 42]

    /// The opportunities of a simulated year, as of an instant.
    private static func states(_ simulator: Simulator, until end: Timestamp = .init(nanoseconds: .max)) throws
        -> [Funnel.State]
    {
        var runner = CommandRunner()
        for step in simulator where step.recordedAt < end {
            _ = try? runner.handle(
                step.command, by: step.author, id: step.id, occurredAt: step.occurredAt, at: step.recordedAt)
        }
        var states: [String: Funnel.State] = [:]
        let rows = Dictionary(uniqueKeysWithValues: Funnel.rows.rows.map { ($0.kind, $0) })
        // Opportunities move when they are recorded; only visits are typed late.
        for (position, recorded) in runner.events.enumerated() {
            guard let row = rows[type(of: recorded.event).kind] else { continue }
            let key = recorded.event.stream.rawValue
            var state = states[key] ?? Funnel.initial(key: key)
            try row.step(&state, try EventView(position: UInt64(position), record: recorded.record.rawSpan))
            states[key] = state
        }
        return states.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The changes, and what they were used for, of a simulated year.
    private static func events(_ simulator: Simulator) throws -> [RecordedEvent] {
        var runner = CommandRunner()
        for step in simulator {
            _ = try? runner.handle(
                step.command, by: step.author, id: step.id, occurredAt: step.occurredAt, at: step.recordedAt)
        }
        return try runner.events.enumerated().filter { ChangeMarker.kinds.contains(type(of: $1.event).kind) }
            .map { try EventView(position: UInt64($0.offset), record: $0.element.record.rawSpan).recorded() }
    }

    private static func report(_ states: [Funnel.State], at time: Timestamp) throws -> CliffReport {
        try CliffCases(
            FunnelCases(states, stamp: AnswerStamp(position: nil, time: time)), CliffDefinition(offsetMinutes: 480)
        ).report()
    }

    @Test(arguments: seeds)
    func `The planted fall is found with its transition and its week, and nothing else is`(_ seed: UInt64) throws {
        let simulator = Simulator(seed: seed, reps: 10, days: 300)
        let story = simulator.stories.cliff
        let end = CivilDate(dayNumber: simulator.start.dayNumber + simulator.days).start(offsetMinutes: 480)
        let report = try Self.report(try Self.states(simulator), at: end)
        #expect(report.cliffs.count == 1, "seed \(seed)")
        let cliff = try #require(report.cliffs.first, "seed \(seed)")
        #expect(cliff.from == story.from && cliff.to == story.to.rawValue, "seed \(seed)")
        #expect(cliff.start == story.week.start(offsetMinutes: 480), "seed \(seed)")
        let (before, since) = (try #require(cliff.before.percent), try #require(cliff.since.percent))
        #expect(before >= 66 && before <= 70 && since >= 27 && since <= 31, "seed \(seed): \(before) to \(since)")
    }

    @Test(arguments: seeds)
    func `The slides of the day before are the change that touches the most`(_ seed: UInt64) throws {
        let simulator = Simulator(seed: seed, reps: 10, days: 300)
        let story = simulator.stories.cliff
        let end = CivilDate(dayNumber: simulator.start.dayNumber + simulator.days).start(offsetMinutes: 480)
        let funnel = FunnelCases(try Self.states(simulator), stamp: AnswerStamp(position: nil, time: end))
        let markers = try ChangeMarker.markers(in: Self.events(simulator))
        let report = try CliffCases(funnel, CliffDefinition(offsetMinutes: 480)).report(markers)
        let change = try #require(report.cliffs.first?.changes.first, "seed \(seed)")
        #expect(change.about == .material && change.event.author == "marketing:ma", "seed \(seed)")
        #expect(change.text == "solution-deck version \(story.material) published, replacing v1", "seed \(seed)")
        // The last demonstrations are of those that have not had the time yet, and all of them saw the slides.
        #expect(change.touched == change.of, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `Before the fall there is none`(_ seed: UInt64) throws {
        let simulator = Simulator(seed: seed, reps: 10, days: 300)
        let week = simulator.stories.cliff.week.start(offsetMinutes: 480)
        let report = try Self.report(try Self.states(simulator, until: week), at: week)
        #expect(report.cliffs.isEmpty, "seed \(seed)")
        #expect(report.tests > 0, "seed \(seed)")
    }
}
