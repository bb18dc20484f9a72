import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// What the health of customers does to bonuses (row 117).
@Suite("Bonus by customer health")
struct HealthBonusTests {
    private static let now = time("2026-06-30T00:00:00Z")

    /// A policy under which the score of a customer is that of its tier.
    private static func policy(_ below: ScaledDecimal = 70) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.health.recency.weight = 0
        policy.health.revenue.weight = 0
        policy.health.satisfaction.weight = 0
        policy.health.tierWeight = 100
        policy.rules = RuleBook(thresholds: [ThresholdRule("health-bonus", .below, below, effect: -15)])
        return policy
    }

    private static func scores(_ tiers: [(AccountID, ActorID?, TierName)], _ policy: SalesPolicy) throws
        -> [HealthScore]
    {
        var trail = TestTrail()
        for (account, owner, tier) in tiers {
            try trail.append(
                AccountCreated(account: account, owner: owner, tier: tier), at: .at("2026-01-01T00:00:00Z"))
        }
        return try trail.states(of: CustomerHealth.self).sorted { $0.key < $1.key }.map {
            HealthScore(of: $0.value, at: now, under: policy)
        }
    }

    @Test(arguments: [("69.9", ScaledDecimal.zero), ("70", .zero), ("70.1", -15)] as [(ScaledDecimal, ScaledDecimal)])
    func `At the line nothing is lost, a tick below it the whole share`(
        _ line: ScaledDecimal, _ effect: ScaledDecimal
    ) throws {
        let policy = Self.policy(line)
        // 100 and 40: a mean of exactly 70.
        let scores = try Self.scores([("a", "rep:lin", "A"), ("c", "rep:lin", "C")], policy)
        let bonus = try #require(HealthBonus.bonuses(of: scores, under: policy).first)
        #expect(bonus.rep == "rep:lin" && bonus.customers == 2 && bonus.score == 70)
        #expect(bonus.effect == effect, "line \(line)")
        #expect(bonus.why?.rule == "threshold.health-bonus" && bonus.why?.version == policy.version)
        #expect(bonus.why?.events.count == 2, "the events behind both scores")
    }

    @Test func `Each representative has his own, and customers of nobody count for nobody`() throws {
        let policy = Self.policy()
        let scores = try Self.scores(
            [("a", "rep:wu", "A"), ("b", "rep:lin", "C"), ("c", nil, "C"), ("d", "rep:wu", "C")], policy)
        let bonuses = HealthBonus.bonuses(of: scores, under: policy)
        #expect(bonuses.map(\.rep) == ["rep:lin", "rep:wu"])
        #expect(bonuses.map(\.score) == [40, 70] && bonuses.map(\.effect) == [-15, 0])
    }

    @Test func `Without the rule nothing changes and nothing is explained`() throws {
        var policy = Self.policy()
        policy.rules = RuleBook()
        let bonuses = HealthBonus.bonuses(of: try Self.scores([("a", "rep:lin", "C")], policy), under: policy)
        #expect(bonuses.map(\.effect) == [0] && bonuses.first?.why == nil)
    }
}
