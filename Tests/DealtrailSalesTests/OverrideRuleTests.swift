import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// Where a person may decide otherwise than a rule, under the settings of `overrides`, one way and the other.
@Suite struct OverrideRuleTests {
    private func policy(_ overrides: OverrideRules) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.overrides = overrides
        return policy
    }

    private let first = EventID(high: 0, low: 0).description
    private let captured = LeadCaptured(
        lead: "L-31", source: "fair", score: 84, grade: "B", policyVersion: "standard-2")

    @Test func `A grade other than that of the score is refused where the policy says so`() throws {
        let refused = policy(OverrideRules(leadGrade: .refused))
        let lead = given(captured)
        let higher = Lead.grade("L-31", as: "A", reason: "asked for a date")
        try lead.when(higher).accepted()
        let refusal = try lead.when(higher, under: refused).thenRefused("override.lead-grade")
        #expect(refusal.version == "standard-2" && refusal.inputs["rule"] == "B" && refusal.inputs["person"] == "A")
        #expect(refusal.inputs["setting"] == "overrides.lead-grade" && refusal.inputs["event"] == first)
        // A score that is stated with it says so now.
        let stated = try lead.when(Lead.grade("L-31", score: 86, as: "C", reason: "no budget"), under: refused)
            .thenRefused("override.lead-grade")
        #expect(stated.inputs["rule"] == "A" && stated.inputs["event"] == "none")
        // What the score says is nobody's override, nor is a grade for a lead that has no score.
        try lead.when(Lead.grade("L-31", score: 85), under: refused).accepted()
        try lead.when(Lead.grade("L-31", as: "B", reason: "as scored"), under: refused).thenNothing()
        let back = lead.and(LeadGraded(lead: "L-31", grade: "A", previous: "B", reason: "earlier, when it was allowed"))
        try back.when(Lead.grade("L-31", as: "B", reason: "as scored"), under: refused).accepted()
        try given(LeadCaptured(lead: "L-31", source: "fair")).when(higher, under: refused).accepted()
    }

    @Test func `A lead stays with the one whom a rule chose where the policy says so`() throws {
        let refused = policy(OverrideRules(leadRouting: .refused))
        let routed = given(
            captured,
            LeadAssigned(lead: "L-31", owner: "rep:lin", rule: "lead-b", candidates: ["rep:chen", "rep:lin"]))
        let other = Lead.assign("L-31", to: "rep:chen", reason: "knows them")
        try routed.when(other).accepted()
        let refusal = try routed.when(other, under: refused).thenRefused("override.lead-routing")
        #expect(refusal.inputs["rule"] == "rep:lin" && refusal.inputs["person"] == "rep:chen")
        #expect(refusal.inputs["event"] == EventID(high: 0, low: 1).description)
        // A rule may choose again, and whom a person chose is nobody's override.
        try routed.when(
            Lead.assign("L-31", by: "lead-b", among: ["rep:chen", "rep:lin"], reason: "on leave"), under: refused
        ).accepted()
        try given(captured).when(other, under: refused).accepted()
        try given(captured, LeadAssigned(lead: "L-31", owner: "rep:lin")).when(other, under: refused).accepted()
        try routed.when(Lead.assign("L-31", to: "rep:lin"), under: refused).thenNothing()
    }

    @Test func `A tier other than the computed one is refused where the policy says so`() throws {
        let refused = policy(OverrideRules(accountTier: .refused))
        let byHand = Account.tier("acme", as: "A", reason: "will buy")
        let computed = given(
            Scenario.account, AccountTiered(account: "acme", tier: "C", previous: "B", policyVersion: "standard-2"))
        try computed.when(byHand).accepted()
        let refusal = try computed.when(byHand, under: refused).thenRefused("override.account-tier")
        #expect(refusal.inputs["rule"] == "C" && refusal.inputs["person"] == "A")
        #expect(refusal.inputs["event"] == EventID(high: 0, low: 1).description)
        // Stated purchases say what the rule says now, to the edge: 50,000 is no B.
        let other = Account.tier("acme", as: "B", purchases: .cny(50_000), reason: "nearly")
        try computed.when(other).accepted()
        let stated = try computed.when(other, under: refused).thenRefused("override.account-tier")
        #expect(stated.inputs["rule"] == "C" && stated.inputs["event"] == "none")
        let above = Account.tier("acme", as: "B", purchases: .cny("50000.01"), reason: "bought")
        try computed.when(above, under: refused).accepted()
        // Nothing was computed: nothing is overridden.
        try given(Scenario.account).when(byHand, under: refused).accepted()
    }
}
