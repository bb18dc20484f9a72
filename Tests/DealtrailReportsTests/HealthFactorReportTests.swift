import DealtrailModel
import DealtrailReports
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// Reports about health under a set of factors that the policy names.
@Suite struct HealthFactorReportTests {
    private static let now = time("2026-06-30T00:00:00Z")

    /// Satisfaction and some behaviours, with equal weights but for the last.
    private static func policy(_ behaviours: HealthSignal...) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.version = "own-set"
        (policy.health.tierWeight, policy.health.recency.weight, policy.health.revenue.weight) = (0, 0, 0)
        policy.health.satisfaction.weight = 10
        policy.health.signals = HealthSignal.allCases.filter(behaviours.contains).map { name in
            let curve = PiecewiseLinear([
                .init(0, name == .complaints ? 100 : 0), .init(2, name == .complaints ? 0 : 100),
            ])
            return HealthRules.Signal(name, over: 30, .init(weight: 10, curve: curve, unknown: 50))
        }
        return policy
    }

    private static func trail() throws -> TestTrail {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme", owner: "rep:lin"), at: .at("2026-01-10T00:00:00Z"))
        try trail.append(SatisfactionRecorded(account: "acme", score: 90), at: .at("2026-05-01T00:00:00Z"))
        try trail.append(CallConnected(call: "C-1", account: "acme"), at: .at("2026-06-10T00:00:00Z"))
        try trail.append(
            QuoteOpened(quote: "Q-1", version: 1, seconds: 90, account: "acme"), at: .at("2026-06-11T00:00:00Z"))
        try trail.append(
            ComplaintRecorded(complaint: "K-1", account: "acme", topic: "delay"), at: .at("2026-05-30T00:00:00Z"))
        return trail
    }

    private static func report(_ policy: SalesPolicy) throws -> HealthReport {
        let trail = try trail()
        return HealthReport(
            try trail.states(of: CustomerHealth.self).values,
            signals: Array(try trail.states(of: CustomerSignals.self).values), under: policy,
            stamp: AnswerStamp(position: trail.last, time: now))
    }

    @Test func `Few factors have a column each`() throws {
        let text = TextReport().render(try Self.report(Self.policy(.calls, .readingTime)))
        #expect(text.contains("Satisfaction  Calls  Reading time\n"))
        #expect(text.contains("calls 1 call in 30 days: worth 50.00 of 100, weight 10, moved by position 2"))
        #expect(text.contains("reading-time 1.5 minutes in 30 days: worth 75.00 of 100"))
    }

    @Test func `Of many factors those that cost most are named`() throws {
        let report = try Self.report(
            Self.policy(.calls, .visits, .readingTime, .feedback, .quoteEdits, .complaints, .answerTime))
        try GoldenFile.expect(TextReport().render(report), in: "health-factors.txt")
    }

    @Test func `Where policies count other factors each reason has its line`() throws {
        let trail = try Self.trail()
        let other = Self.policy(.calls, .visits, .readingTime, .complaints)
        let impact = ImpactReport(
            stamp: AnswerStamp(position: trail.last, time: Self.now), candidate: try .init(other),
            inForce: try .init(.standard), from: 0, decided: 0, unknown: [], drifted: [], decisions: [],
            customers: CustomerComparison(
                try trail.states(of: CustomerHealth.self).values,
                signals: Array(try trail.states(of: CustomerSignals.self).values), at: Self.now, .standard, other))
        let text = TextReport().render(impact)
        #expect(text.contains("\n    health.calls 10.00 instead of not counted, 1 call in 30 days, event 2\n"))
        #expect(text.contains("\n    health.tier not counted instead of 8.00, no event\n"))
        #expect(!text.contains("Why"))
    }
}
