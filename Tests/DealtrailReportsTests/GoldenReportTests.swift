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

    @Test func `Price history`() throws { try check(Self.history()) }
    @Test func `Price spread`() throws { try check(Self.spread()) }
    @Test func `Funnel by representative`() throws { try check(Self.funnel()) }
    @Test func `Health`() throws { try check(Self.health()) }
    @Test func `Health that fell`() throws { try check(Self.change()) }
    @Test func `Statistics`() throws { try check(Self.statistics()) }

    private func check<Body: Report>(_ report: Body) throws {
        let name = Body.reportName
        try GoldenFile.expect(TextReport().render(report), in: "\(name).txt")
        try GoldenFile.expect(try JSONReport(isPretty: true).render(report) + "\n", in: "\(name).json")
        try GoldenFile.expect(HTMLReport().render(report), in: "\(name).html")
    }
}
