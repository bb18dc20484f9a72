import Dealtrail
import Testing

/// What an alert carries, and the streak of health (`docs/features.md` rows 114 and 115).
@Suite("What alerts carry")
struct AlertContextTests {
    private static let monday = "2026-03-02T10:00:00+08:00"

    private func customer() async throws -> AlertTrail {
        let sales = try await AlertTrail("2026-01-01T00:00:00+08:00")
        try await sales.record(
            AccountCreated(account: "acme", owner: "rep:lin", tier: "A"), at: "2026-01-05T09:00:00+08:00")
        for (order, amount) in [("SO-1", "10.00"), ("SO-2", "20.00"), ("SO-3", "30.00"), ("SO-4", "40.00")] {
            try await sales.record(
                OrderPlaced(
                    order: OrderID(order), account: "acme", amount: Money(try #require(ScaledDecimal(amount)), .cny)),
                at: "2026-01-1\(order.last ?? "0")T09:00:00+08:00")
        }
        return sales
    }

    @Test func `The context is frozen when the alert is raised, and the suggestion says why`() async throws {
        let sales = try await customer()
        let complaint = try await sales.record(
            ComplaintRecorded(complaint: "K-1", account: "acme", topic: "damaged-packaging", product: "P-7"),
            at: "2026-02-10T09:00:00+08:00")
        try await sales.record(
            OpportunityCreated(
                opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, account: "acme", owner: "rep:lin"),
            at: "2026-02-11T09:00:00+08:00")
        try await sales.record(VisitCompleted(visit: "V-1", account: "acme"), at: Self.monday)
        sales.clock.set(try instant("2026-03-04T12:00:00+08:00"))
        let rule = AlertFilter(rule: "follow-up-tier-a")
        let before = try #require(try await sales.trail.alerts(asOf: .head, rule).alerts.first)
        try await sales.trail.tick(by: sales.engine)
        let raised = try #require(try sales.recorded("follow-up-tier-a").first?.decode(AlertRaised.self))
        #expect(raised.context == before.context && raised.suggestion == before.suggestion)
        let context = try #require(raised.context)
        #expect(context.orders.map(\.amount) == [.cny("40.00"), .cny("30.00"), .cny("20.00")])
        #expect(context.complaint?.event == complaint && context.complaint?.topic == "damaged-packaging")
        #expect(context.visit?.at == (try instant(Self.monday)) && context.opportunities == ["O-1"])
        #expect(
            raised.suggestion
                == AlertSuggestion(
                    rule: "complaint",
                    text: "complained on 2026-02-10 about damaged-packaging: bring a sample that shows it solved",
                    reason: "the last complaint is about damaged-packaging", events: [complaint]))
        // What comes later changes nothing of what was told.
        try await sales.add(
            ComplaintRecorded(complaint: "K-2", account: "acme", topic: "delay"), at: sales.clock.now())
        let after = try #require(try await sales.trail.alerts(asOf: .head, rule).alerts.first)
        #expect(after.context == context && after.suggestion == raised.suggestion)
    }

    @Test func `An old complaint suggests nothing, and low satisfaction comes next; else it is a call`() async throws {
        let sales = try await customer()
        try await sales.record(
            ComplaintRecorded(complaint: "K-1", account: "acme", topic: "delay"), at: "2025-12-20T09:00:00+08:00")
        try await sales.record(VisitCompleted(visit: "V-1", account: "acme"), at: Self.monday)
        sales.clock.set(try instant("2026-03-04T12:00:00+08:00"))
        let rule = AlertFilter(rule: "follow-up-tier-a")
        let call = try await sales.trail.alerts(asOf: .head, rule).alerts.first?.suggestion
        #expect(call?.text == "call: follow-up-tier-a is due since 2026-03-04" && call?.events == [])
        try await sales.add(SatisfactionRecorded(account: "acme", score: 60), at: sales.clock.now())
        let low = try await sales.trail.alerts(asOf: .head, rule).alerts.first?.suggestion
        #expect(low?.rule == "dissatisfied" && low?.text == "said 60 of 100 on 2026-03-04: ask why before you sell")
        try await sales.add(SatisfactionRecorded(account: "acme", score: 61), at: sales.clock.now())
        #expect(try await sales.trail.alerts(asOf: .head, rule).alerts.first?.suggestion?.rule == "call")
    }

    /// Health falls as nobody follows up; the score of each day end follows from the log.
    @Test func `Two days in a row below 60 are due when the second ends, and over when the health recovers`()
        async throws
    {
        let sales = try await AlertTrail("2026-01-01T00:00:00+08:00")
        try await sales.record(
            AccountCreated(account: "acme", owner: "rep:lin", tier: "A"), at: "2026-01-05T09:00:00+08:00")
        try await sales.record(VisitCompleted(visit: "V-1", account: "acme"), at: "2026-01-05T10:00:00+08:00")
        try await sales.record(SatisfactionRecorded(account: "acme", score: 90), at: "2026-01-05T11:00:00+08:00")
        // The first day whose end is below, found without the rule.
        var day = try instant("2026-01-06T00:00:00+08:00")
        var first: Timestamp?
        for _ in 0..<400 where first == nil {
            let end = day.advanced(by: .nanoseconds(-1))
            let score = try #require(try sales.trail.health(of: "acme", asOf: .effective(end))).score
            if score < 60 { first = day } else { day = day.advanced(by: .seconds(86_400)) }
        }
        let due = try #require(first).advanced(by: .seconds(86_400))
        sales.clock.set(due)
        let rule: RuleName = "health-intervention"
        #expect(try await sales.due(rule, at: due.advanced(by: .nanoseconds(-1))) == [])
        let alert = try #require(try await sales.due(rule, at: due).first)
        #expect(alert.due == due && alert.form == .streak && alert.subject == "account:acme")
        #expect(alert.tells == [.init(role: "regional-manager")])
        #expect(alert.suggestion?.rule == "talk-pack")
        #expect(try await sales.due(rule, at: due.advanced(by: .seconds(40 * 86_400))).map(\.id) == [alert.id])
        #expect(
            try await sales.trail.alerts(asOf: .head, AlertFilter(subject: "account:acme")).alerts.contains {
                $0.id == alert.id
            })
        try await sales.trail.tick(by: sales.engine)
        #expect(try sales.recorded(rule).map(\.kind) == [AlertRaised.kind])
        #expect(try sales.recorded(rule).first?.occurredAt.time?.instant == due)
        // Nothing is recorded for the days themselves.
        try await sales.add(VisitCompleted(visit: "V-2", account: "acme"), at: sales.clock.now())
        try await sales.add(
            OrderPlaced(order: "SO-1", account: "acme", amount: .cny("900000.00")), at: sales.clock.now())
        sales.clock.set(due.advanced(by: .seconds(86_400)))
        let score = try #require(try sales.trail.health(of: "acme")).score
        try await sales.trail.tick(by: sales.engine)
        let last = try #require(try sales.recorded(rule).last)
        #expect(score >= 60 && last.kind == AlertResolved.kind)
        #expect(try last.decode(AlertResolved.self).how == .lapsed)
    }
}
