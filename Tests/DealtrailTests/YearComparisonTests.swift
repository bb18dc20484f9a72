import Dealtrail
import Foundation
import Testing

/// The same quarter in two years, with the definitions of then and of now (`docs/features.md` row 40).
@Suite("Same period last year")
struct YearComparisonTests {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dealtrail-years-\(UUID())").path

    private func fact(_ event: some Event, _ time: String, in trail: Trail) async throws {
        let occurred = try #require(ZonedTime(rfc3339: time))
        let request = AppendRequest(
            [try NewEvent(event)], by: Author("ops:test"), id: CommandID("fact-\(try trail.head().size)"),
            occurredAt: .at(occurred))
        _ = try await trail.log.append(request)
    }

    /// Two opportunities a year; the path got a stage and the customer another tier between the years.
    private func prepared() async throws -> Trail {
        let trail = try await Trail.create(
            at: directory, origin: "example.com/test", by: Author("ops:test"),
            options: TrailOptions(mapSize: 1 << 30, clock: SteppingClock().now))
        let old = [PipelineStage("lead"), PipelineStage("offer")]
        let new = [PipelineStage("lead"), PipelineStage("demo"), PipelineStage("offer")]
        try await fact(
            PipelineDefined(pipeline: "standard", version: 1, stages: old), "2024-06-01T00:00:00Z", in: trail)
        try await fact(AccountCreated(account: "acme", tier: "B"), "2024-06-01T00:00:00Z", in: trail)
        for (year, stages, version) in [(2025, old, 1), (2026, new, 2)] {
            if year == 2026 {
                try await fact(
                    PipelineDefined(pipeline: "standard", version: 2, stages: new), "2025-12-01T00:00:00Z", in: trail)
                try await fact(AccountTiered(account: "acme", tier: "A"), "2025-12-01T00:00:00Z", in: trail)
            }
            for number in 1...2 {
                let id = OpportunityID("O-\(year)-\(number)")
                try await fact(
                    OpportunityCreated(
                        opportunity: id, pipeline: "standard", pipelineVersion: version, stages: stages,
                        account: "acme"), "\(year)-01-10T00:00:00Z", in: trail)
                try await fact(
                    OpportunityStageEntered(opportunity: id, stage: "lead"), "\(year)-01-10T00:00:00Z", in: trail)
                // The first moves on within the quarter, the second long after it.
                let next = number == 1 ? "\(year)-01-\(year == 2025 ? 14 : 20)" : "\(year)-06-30"
                guard next < "2026-02-20" else { continue }
                try await fact(
                    OpportunityStageEntered(opportunity: id, stage: "offer"), next + "T00:00:00Z", in: trail)
            }
        }
        return trail
    }

    private let quarter = FunnelDefinition(
        name: "quarter", version: 1, pipeline: "standard", cohort: .entered,
        from: CivilDate(year: 2026, month: 1, day: 1)?.start(), until: CivilDate(year: 2026, month: 4, day: 1)?.start())

    private let point = AsOf.effective(Timestamp(nanoseconds: 1_771_200_000_000_000_000))

    @Test("Then and now differ in stages and classes; the earlier funnel knows no more than a year before")
    func definitions() async throws {
        let trail = try await prepared()
        let then = try await trail.yearComparison(quarter, definitions: .then, by: .tier, asOf: point)
        let now = try await trail.yearComparison(quarter, definitions: .now, by: .tier, asOf: point)
        for comparison in [then, now] {
            #expect(comparison.stamp.time.description == "2026-02-16T00:00:00Z")
            #expect(comparison.earlier.stamp.time.description == "2025-02-16T00:00:00Z")
            #expect(comparison.earlier.definition.from?.description == "2025-01-01T00:00:00Z")
            #expect(comparison.earlier.definition.until?.description == "2025-04-01T00:00:00Z")
            #expect(comparison.current.total.cases == 2 && comparison.earlier.total.cases == 2)
            #expect(comparison.current.stages == ["lead", "demo", "offer"])
            // In June 2025 the second one went on as well; a year before the report it had not.
            #expect(comparison.earlier.total.stages.last?.entered == 1)
            let dwell = try #require(comparison.differences.first { $0.number == "dwell.latest.median" })
            #expect(dwell.stage == "lead" && dwell.current == "10.0" && dwell.earlier == "4.0" && dwell.change == "6.0")
        }
        #expect(then.earlier.stages == ["lead", "offer"] && now.earlier.stages == ["lead", "demo", "offer"])
        #expect(then.earlierRules.pipelineVersion == 1 && now.earlierRules.pipelineVersion == 2)
        #expect(then.earlier.slices.map(\.name) == ["B"] && now.earlier.slices.map(\.name) == ["A"])
        #expect(then.current.slices.map(\.name) == ["A"])
        // With a stage that was not there then, "next" means something else.
        #expect(then.earlier.total.stages[0].toNext.converted == 1)
        #expect(now.earlier.total.stages[0].toNext.jumped == 1)
        #expect(then.differences.filter { $0.stage == "demo" }.allSatisfy { $0.earlier == nil && $0.change == nil })
        try await trail.close()
    }

    @Test("The numbers of both years open to their events")
    func drillDown() async throws {
        let trail = try await prepared()
        let both = try await trail.yearCases(quarter, definitions: .then, asOf: point)
        for side in [both.current, both.earlier] {
            let items = side.cases.items(in: .entered("offer"))
            let opened = try trail.explain(items, of: side.cases, asOf: side.point)
            #expect(opened.count == 1 && opened[0].events.map(\.kind) == [OpportunityStageEntered.kind])
        }
        try await trail.close()
    }

    @Test("Without a period there is nothing to compare")
    func noPeriod() async throws {
        let trail = try await prepared()
        await #expect(throws: ReportError.self) {
            try await trail.yearComparison(.standard, definitions: .now)
        }
        try await trail.close()
    }
}
