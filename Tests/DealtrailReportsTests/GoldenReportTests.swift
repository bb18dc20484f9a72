import DealtrailModel
import DealtrailReports
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

@Suite struct GoldenReportTests {
    static func history() throws -> PriceHistory {
        let trail = try Scenario.trail()
        return try PriceHistory(
            events: trail.events, stamp: AnswerStamp(position: trail.last, time: Scenario.now),
            cause: { trail.event($0) }, rulesVersion: { $0 == Scenario.rules ? "standard-2" : nil })
    }

    static func spread() throws -> PriceSpreadReport {
        let trail = try Scenario.trail()
        return PriceSpreadReport(
            try trail.pairs(of: QuoteAuditTrail.self), least: 18,
            stamp: AnswerStamp(position: trail.last, time: Scenario.now))
    }

    static func funnel() throws -> FunnelReport {
        let trail = try Scenario.trail()
        let prices = ListPrices(try trail.pairs(of: QuoteAuditTrail.self))
        return FunnelCases(
            try trail.states(of: Funnel.self).values, stamp: AnswerStamp(position: trail.last, time: Scenario.now),
            listPrices: prices
        ).report(by: .rep)
    }

    static func health() throws -> HealthReport {
        let trail = try Scenario.trail()
        return HealthReport(
            try trail.states(of: CustomerHealth.self, effective: Scenario.now).values, under: .standard,
            stamp: AnswerStamp(position: trail.last, axis: .effective, time: Scenario.now))
    }

    static func change() throws -> HealthChangeReport {
        let trail = try Scenario.trail()
        let from = time("2026-03-05T00:00:00Z")
        return HealthChangeReport(
            try trail.states(of: CustomerHealth.self, effective: from).values,
            from: AnswerStamp(position: trail.last, axis: .effective, time: from),
            try trail.states(of: CustomerHealth.self, effective: Scenario.now).values,
            to: AnswerStamp(position: trail.last, axis: .effective, time: Scenario.now), under: .standard)
    }

    static func statistics() throws -> TrailStatistics {
        let events = try Scenario.trail().events
        func count<Key: Hashable>(_ keys: [Key]) -> [Key: UInt64] {
            keys.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        return TrailStatistics(
            stamp: AnswerStamp(position: events.last?.position, time: Scenario.now), origin: "example/acme",
            events: UInt64(events.count), streams: UInt64(Set(events.map(\.stream)).count), bytes: 1_234_567,
            firstRecordedAt: events.first?.recordedAt, lastRecordedAt: events.last?.recordedAt,
            undated: UInt64(events.count { $0.occurredAt == .unknown }),
            imported: UInt64(events.count { $0.provenance != .witnessed }), kinds: count(events.map(\.kind)),
            authors: count(events.map(\.author.id)))
    }

    static func cases() throws -> FunnelCases {
        let trail = try Scenario.trail()
        return FunnelCases(
            try trail.states(of: Funnel.self).values, stamp: AnswerStamp(position: trail.last, time: Scenario.now),
            classes: SalesClasses(try trail.pairs(of: SalesDirectory.self)))
    }

    static func stalls() throws -> StallReport {
        let trail = try Scenario.trail()
        let rule = try #require(SalesPolicy.standard.book.deadline("stage-stall"))
        return try StallCases(try cases(), rule: rule, of: .standard) { id in
            trail.events.filter { $0.tags.contains(.opportunity(id)) }
        }.report(by: .tier)
    }

    static func actions() throws -> ActionReport {
        let trail = try Scenario.trail()
        var tally = ActionTally(.standard)
        try trail.scan { try tally.add($0) }
        return tally.report(AnswerStamp(position: trail.last, time: Scenario.now))
    }

    static func years() throws -> YearComparison {
        let trail = try Scenario.trail()
        func report(_ year: Int) throws -> FunnelReport {
            let definition = FunnelDefinition(
                name: "quarter", version: 1, cohort: .entered, from: time("\(year)-01-01T00:00:00Z"),
                until: time("\(year)-04-01T00:00:00Z"))
            return FunnelCases(
                try trail.states(of: Funnel.self).values, definition: definition,
                stamp: AnswerStamp(position: trail.last, axis: .effective, time: time("\(year)-03-31T16:00:00Z"))
            ).report(by: .rep)
        }
        func rules(_ year: Int, _ version: Int?) -> YearComparison.Rules {
            .init(time: time("\(year)-03-31T16:00:00Z"), policy: "standard-2", pipelineVersion: version)
        }
        return YearComparison(
            try report(2026), rules(2026, 1), to: try report(2025), rules(2025, nil), definitions: .then)
    }

    @Test func `Price history`() throws { try check(Self.history()) }
    @Test func `Price spread`() throws { try check(Self.spread()) }
    @Test func `Funnel by representative`() throws { try check(Self.funnel()) }
    @Test func `Health`() throws { try check(Self.health()) }
    @Test func `Health that fell`() throws { try check(Self.change()) }
    @Test func `Dwell by representative`() throws { try check(Self.cases().dwell(by: .rep)) }
    @Test func `Stalled opportunities by tier`() throws { try check(Self.stalls()) }
    @Test func `Actions by hour`() throws { try check(Self.actions()) }
    @Test func `Conversion cliffs`() throws { try check(try CliffScenario.report()) }
    @Test func `No conversion cliff`() throws {
        let report = try CliffCases(Self.cases()).report()
        let text = TextReport().render(report)
        #expect(text.contains("No cliff found") && text.contains("3 of 3 transitions had too few"))
    }
    @Test func `A year before`() throws { try check(Self.years()) }
    @Test func `Statistics`() throws { try check(Self.statistics()) }

    private func check<Body: Report>(_ report: Body) throws {
        let name = Body.reportName
        try GoldenFile.expect(TextReport().render(report), in: "\(name).txt")
        try GoldenFile.expect(try JSONReport(isPretty: true).render(report) + "\n", in: "\(name).json")
        try GoldenFile.expect(HTMLReport().render(report), in: "\(name).html")
    }
}
