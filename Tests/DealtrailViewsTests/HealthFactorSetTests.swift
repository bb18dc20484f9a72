import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// Scores under a set of factors that the policy names (`docs/features.md` row 115).
@Suite struct HealthFactorSetTests {
    private static func signal(
        _ name: HealthSignal, _ weight: Int, over days: Int = 30,
        _ curve: [PiecewiseLinear.Point] = [.init(0, 0), .init(4, 100)],
        unknown: ScaledDecimal = 10
    ) -> HealthRules.Signal {
        HealthRules.Signal(name, over: days, .init(weight: weight, curve: PiecewiseLinear(curve), unknown: unknown))
    }

    /// Satisfaction at 40, and some behaviours.
    private static func policy(_ signals: HealthRules.Signal...) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.version = "own-set"
        (policy.health.tierWeight, policy.health.recency.weight, policy.health.revenue.weight) = (0, 0, 0)
        policy.health.satisfaction.weight = 40
        policy.health.signals = signals
        return policy
    }

    private static func states(
        _ trail: TestTrail, effective: Timestamp? = nil
    ) throws -> (CustomerHealth.State, CustomerSignals.State?) {
        let key = "account:acme"
        let health = try trail.states(of: CustomerHealth.self, effective: effective)[key]
        return (
            health ?? CustomerHealth.initial(key: key),
            try trail.states(of: CustomerSignals.self, effective: effective)[key]
        )
    }

    private static func example() throws -> TestTrail {
        var trail = TestTrail()
        try trail.append(AccountCreated(account: "acme", owner: "rep:lin", tier: "A"), at: .at("2026-01-10T00:00:00Z"))
        try trail.append(SatisfactionRecorded(account: "acme", score: 80), at: .at("2026-05-01T00:00:00Z"))
        for day in ["01", "10", "20"] {
            try trail.append(
                CallConnected(call: CallID("C-\(day)"), account: "acme"), at: .at("2026-06-\(day)T00:00:00Z"))
        }
        return trail
    }

    @Test func `What a policy names counts, and what it leaves out has no weight`() throws {
        let policy = Self.policy(Self.signal(.calls, 40), Self.signal(.complaints, 20, unknown: 100))
        let (state, signals) = try Self.states(Self.example())
        let score = HealthScore(of: state, signals: signals, at: time("2026-06-30T00:00:00Z"), under: policy)
        #expect(score.factors.map(\.name) == [.satisfaction, .calls, .complaints])
        // 40 × 80, 40 × 75 for three calls of four, 20 × 100 for nothing known.
        #expect(score.score == 82 && score.factors.map(\.contribution) == ["32.00", "30.00", "20.00"])
        let calls = try #require(score[.calls])
        #expect(calls.measured == 3 && calls.trailingDays == 30 && calls.movedBy?.position == 4)
        #expect(calls.detail == "3 calls in 30 days" && score[.complaints]?.detail == nil && score[.tier] == nil)
        let later = HealthScore(of: state, signals: signals, at: time("2026-07-10T00:00:00Z"), under: policy)
        #expect(later[.calls]?.detail == "1 call in 30 days", "the one of ten days less than thirty ago")
    }

    @Test func `The four of the standard policy need no behaviours, and are told as before`() throws {
        let (state, signals) = try Self.states(Self.example())
        let at = time("2026-06-30T00:00:00Z")
        let with = HealthScore(of: state, signals: signals, at: at, under: .standard)
        #expect(with == HealthScore(of: state, at: at, under: .standard))
        #expect(!SalesPolicy.standard.health.needsSignals && with.factors.map(\.name) == HealthSignal.fields)
        #expect(try !SalesPolicy.standard.canonicalText().contains("signals"))
        #expect(try !JSONText.encode(with).contains("trailingDays"))
    }

    @Test func `A fall names what grew old, what was settled, what fell due and what is new`() throws {
        var trail = try Self.example()
        let due = time("2026-07-01T00:00:00Z")
        try trail.append(CommitmentMade(commitment: "P", due: due, account: "acme"), at: .at("2026-06-21T00:00:00Z"))
        try trail.append(QuoteOpened(quote: "Q", version: 1, account: "acme"), at: .at("2026-06-22T00:00:00Z"))
        try trail.append(CustomerFeedbackReceived(account: "acme", quote: "Q"), at: .at("2026-07-02T00:00:00Z"))
        try trail.append(
            ComplaintRecorded(complaint: "K", account: "acme", topic: "delay"), at: .at("2026-07-03T00:00:00Z"))
        // One visit, before the first time and after it.
        try trail.append(VisitCheckedIn(visit: "V", account: "acme"), at: .at("2026-06-29T00:00:00Z"))
        try trail.append(VisitCompleted(visit: "V", account: "acme"), at: .at("2026-07-01T00:00:00Z"))
        let policy = Self.policy(
            Self.signal(.calls, 20), Self.signal(.visits, 5), Self.signal(.unansweredOpenings, 15),
            Self.signal(.complaints, 15),
            Self.signal(.brokenPromises, 10))
        let (from, to) = (time("2026-06-30T00:00:00Z"), time("2026-07-05T00:00:00Z"))
        let (first, second) = (try Self.states(trail, effective: from), try Self.states(trail, effective: to))
        let change = HealthChange(
            first.0, at: from, second.0, at: to, under: policy, signals: (first.1, second.1))
        func reasons(_ name: HealthSignal) -> [HealthChange.Reason.Kind]? {
            change.factors.first { $0.name == name }?.reasons.map(\.kind)
        }
        #expect(
            change.factors.map(\.name) == [
                .satisfaction, .calls, .visits, .unansweredOpenings, .complaints, .brokenPromises,
            ])
        #expect(reasons(.calls) == [.eventAged] && reasons(.unansweredOpenings) == [.settled])
        #expect(reasons(.complaints) == [.event] && reasons(.brokenPromises) == [.timePassed])
        #expect(reasons(.satisfaction) == [] && reasons(.visits) == [])
        let aged = try #require(change.factors.first { $0.name == .calls }?.reasons.first?.event)
        #expect(aged.position == 2, "the call of the first of June")
    }

    @Test func `Two policies with other sets are compared factor by factor`() throws {
        let (state, signals) = try Self.states(Self.example())
        let (at, policy) = (time("2026-06-30T00:00:00Z"), Self.policy(Self.signal(.calls, 60)))
        let comparison = CustomerComparison(
            [state], signals: [try #require(signals)], at: at, .standard, policy)
        let impact = try #require(comparison.accounts.first)
        #expect(
            impact.reasons.map(\.rule) == [
                "health.tier", "health.recency", "health.revenue", "health.satisfaction", "health.calls",
            ])
        let calls = try #require(impact.reasons.last)
        #expect(calls.before == "not counted" && calls.after == "45.00" && calls.measured == "3 calls in 30 days")
        #expect(impact.reasons[0].after == "not counted" && impact.reasons[0].measured == nil)
        let back = CustomerComparison([state], signals: [try #require(signals)], at: at, policy, .standard)
        #expect(back.accounts.first?.reasons.last?.after == "not counted")
        let change = HealthChange(state, at: at, state, at: at, under: .standard, then: policy, signals: (nil, signals))
        #expect(change.factors.map(\.name) == HealthSignal.fields + [.calls])
        #expect(change.factors.last?.reasons.map(\.kind) == [.rules] && change.factors.last?.before == .zero)
    }
}
