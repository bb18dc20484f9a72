import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import Testing

@testable import DealtrailViews

@Suite struct DwellTests {
    /// Row 39: 14.2 days in one industry against a mean of 8.3 in the others.
    @Test func `A slice is held against the mean of the others`() throws {
        var trail = TestTrail()
        let stays: [(industry: String, tenths: [Int64])] = [
            ("hospital", [142, 140, 144]), ("retail", [80, 90]), ("school", [79]),
        ]
        for (index, (industry, tenths)) in stays.enumerated() {
            let account = AccountID("acct-\(index)")
            try trail.append(AccountCreated(account: account, industry: industry), at: FunnelTests.day(0))
            for (number, length) in tenths.enumerated() {
                let id = OpportunityID("\(industry)-\(number)")
                let start = time("2026-02-01T00:00:00Z")
                try trail.append(
                    OpportunityCreated(
                        opportunity: id, pipeline: "standard", pipelineVersion: 1, stages: FunnelTests.stages,
                        account: account), at: .at(start))
                try trail.append(OpportunityStageEntered(opportunity: id, stage: "lead"), at: .at(start))
                try trail.append(
                    OpportunityStageEntered(opportunity: id, stage: "demo"),
                    at: .at(start.advanced(by: .seconds(length * 8_640))))
            }
        }
        let cases = try SalesTrail.cases(trail)
        let report = cases.dwell(by: .industry)
        let lead = report.slices.filter { $0.stage == "lead" }
        #expect(lead.map(\.slice) == ["hospital", "retail", "school"])
        #expect(lead.map(\.mean) == ["14.2", "8.5", "7.9"])
        #expect(lead.map(\.peerMean) == ["8.3", "12.6", "11.9"])
        #expect(lead.map(\.peers) == [3, 4, 5])
        #expect(lead[0].difference == "5.9" && lead[0].stays.median == "14.2")
        let all = try #require(report.total.first { $0.stage == "lead" })
        #expect(all.mean == "11.3" && all.peers == 0 && all.peerMean == nil && all.difference == nil)
        let items = cases.items(in: .latest("lead"), of: .industry, value: "hospital")
        let opened = try SalesTrail.explain(items, of: cases, in: trail)
        #expect(opened.map(\.days) == ["14.2", "14.0", "14.4"] && opened.allSatisfy { $0.events.count == 2 })
        #expect(cases.dwell().slices.isEmpty && cases.dwell(.running).total.map(\.stage) == ["demo"])
    }

    @Test(arguments: seeds)
    func `Every entry opens to as many stays as it has, and slices make the whole`(_ seed: UInt64) throws {
        let cases = try SalesTrail.cases(try SalesTrail.random(seed: seed))
        for measure in DwellReport.Measure.allCases {
            for dimension in FunnelDimension.allCases {
                let report = cases.dwell(measure, by: dimension)
                for entry in report.slices {
                    let selector = entry.stage.map(measure.selector) ?? .daysToWon
                    let items = cases.items(in: selector, of: dimension, value: entry.slice)
                    #expect(items.count == entry.stays.count, "seed \(seed), \(measure) \(dimension)")
                }
                for whole in report.total {
                    let parts = report.slices.filter { $0.stage == whole.stage }
                    #expect(parts.reduce(0) { $0 + $1.stays.count } == whole.stays.count, "seed \(seed)")
                    #expect(parts.allSatisfy { $0.stays.count + $0.peers == whole.stays.count }, "seed \(seed)")
                }
            }
        }
    }

    @Test func `Work time leaves nights and weekends out`() throws {
        let office = RuleCalendar(
            "office", days: Array(Weekday.allCases.prefix(5)), hours: DayHours("09:00-18:00"))
        var trail = TestTrail()
        try FunnelTests.create(&trail, "A")
        // Friday at noon to Monday at noon: one working day of nine hours.
        try trail.append(OpportunityStageEntered(opportunity: "A", stage: "lead"), at: .at("2026-01-09T12:00:00Z"))
        try trail.append(OpportunityStageEntered(opportunity: "A", stage: "demo"), at: .at("2026-01-12T12:00:00Z"))
        let definition = FunnelDefinition(name: "work", version: 1, workCalendar: "office")
        #expect(definition.calendar == .workTime && FunnelDefinition.standard.calendar == .calendarTime)
        let work = try SalesTrail.cases(trail, definition, calendar: office, now: time("2026-01-12T16:30:00Z"))
        #expect(work.report().total.stages[0].dwell.latest?.median == "1.0")
        #expect(work.report().total.stages[1].dwell.running?.median == "0.5")
        let days = try SalesTrail.cases(trail, now: time("2026-01-12T16:30:00Z"))
        #expect(days.report().total.stages[0].dwell.latest?.median == "3.0")
    }
}
