import Dealtrail
import Foundation
import Testing

/// How often the person was right and how often the rule, at the edge of the time after which that is known.
@Suite struct OverrideReportTests {
    private let lin = Author("rep:lin")

    private func graded(
        _ grade: GradeName, score: ScaledDecimal = 70, policy: SalesPolicy = .standard
    ) async throws -> AlertTrail {
        let sales = try await AlertTrail("2026-01-01T08:00:00+08:00", policy: policy)
        sales.clock.set(try instant("2026-01-01T09:00:00+08:00"))
        try await handle(sales, Lead.capture("L-1", from: "fair", score: score))
        sales.clock.set(try instant("2026-01-02T09:00:00+08:00"))
        try await handle(sales, Lead.grade("L-1", as: grade, reason: "I met them"))
        return sales
    }

    private func handle(_ sales: AlertTrail, _ command: any Command, by author: Author? = nil) async throws {
        let size = try sales.trail.head().size
        let handled = try await sales.trail.handle(command, by: author ?? lin, id: CommandID("c-\(size)"))
        #expect(handled.refusal == nil && handled.receipt != nil, "\(handled)")
    }

    /// Ninety days after 2026-01-02T09:00:00+08:00.
    private let end = "2026-04-02T09:00:00+08:00"

    private func verdict(_ sales: AlertTrail, _ tick: Int64 = 0) throws -> Override.Verdict {
        let time = try instant(end).advanced(by: .nanoseconds(tick))
        let found = try sales.trail.overrides(asOf: .effective(time)).overrides
        #expect(found.count == 1)
        return try #require(found.first).verdict
    }

    @Test func `Higher is right when the lead became a customer in time, the last instant included`() async throws {
        for (tick, expected) in [(0, Override.Verdict.personRight), (1, .ruleRight)] as [(Int64, Override.Verdict)] {
            let sales = try await graded("A")
            #expect(try verdict(sales, 0) == .pending, "at the instant itself it still may")
            let converted = try instant(end).advanced(by: .nanoseconds(tick))
            sales.clock.set(converted)
            try await sales.add(LeadConverted(lead: "L-1", account: nil), at: converted)
            #expect(try verdict(sales, tick) == expected)
            try await sales.trail.close()
        }
    }

    @Test func `Lower is right when it did not, or was discarded`() async throws {
        let sales = try await graded("C")
        #expect(try verdict(sales, 0) == .pending)
        sales.clock.set(try instant("2026-04-03T09:00:00+08:00"))
        #expect(try verdict(sales, 1) == .personRight, "nothing came of it")
        let early = try await graded("C")
        try await early.record(LeadDiscarded(lead: "L-1", reason: "wrong number"), at: "2026-01-05T09:00:00+08:00")
        #expect(try early.trail.overrides().overrides.map(\.verdict) == [.personRight], "known before the time is over")
        let wrong = try await graded("C")
        try await wrong.record(LeadConverted(lead: "L-1"), at: "2026-01-05T09:00:00+08:00")
        #expect(try wrong.trail.overrides().overrides.map(\.verdict) == [.ruleRight])
        for trail in [sales, early, wrong] { try await trail.trail.close() }
    }

    @Test func `What right means is said by the policy: after how many days, and converted or won`() async throws {
        var policy = SalesPolicy.standard
        policy.version = "won-30"
        policy.overrides = OverrideRules(judgedAfterDays: 30, leadSuccess: .won)
        let sales = try await graded("A", policy: policy)
        try await sales.record(
            LeadConverted(lead: "L-1", opportunity: "O-1"), at: "2026-01-10T09:00:00+08:00")
        #expect(try sales.trail.overrides().overrides.map(\.verdict) == [.pending], "a customer, and nothing is won")
        try await sales.record(
            OpportunityWon(opportunity: "O-1", amount: .cny(100)), at: "2026-02-01T09:00:00+08:00")
        let report = try sales.trail.overrides()
        #expect(report.policy == "won-30" && report.judgedAfterDays == 30 && report.leadSuccess == .won)
        let it = try #require(report.overrides.first)
        #expect(it.verdict == .personRight && it.why.rule == "overrides.lead-grade" && it.why.version == "won-30")
        #expect(it.ruleSaid == "B" && it.personSaid == "A" && it.reason == "I met them" && it.person == "rep:lin")
        #expect(it.events.map(\.kind) == ["lead.captured", "lead.graded", "opportunity.won"])
        #expect(it.why.events == it.events.map(\.id))
        // As of before, it was not known; and what happened later had not happened.
        let before = try sales.trail.overrides(asOf: .effective(instant("2026-01-31T09:00:00+08:00")))
        #expect(before.overrides.map(\.verdict) == [.pending])
        let none = try sales.trail.overrides(asOf: .effective(instant("2026-01-01T23:00:00+08:00")))
        #expect(none.overrides.isEmpty && none.total.personRightPercent == nil)
        try await sales.trail.close()
    }

    @Test func `A tier by hand is right when the orders lead to the same side of the computed one`() async throws {
        for (amount, expected) in [("50000.00", Override.Verdict.ruleRight), ("50000.01", .personRight)] {
            let sales = try await AlertTrail("2026-01-01T08:00:00+08:00")
            try await handle(sales, Account.create("acme", owner: "rep:lin"))
            try await handle(sales, Account.tier("acme", as: "C", purchases: .cny(10)))
            sales.clock.set(try instant("2026-01-02T09:00:00+08:00"))
            try await handle(sales, Account.tier("acme", as: "A", reason: "will buy"), by: Author("manager:wu"))
            let order = Money.cny(try #require(ScaledDecimal(amount)))
            try await sales.record(OrderPlaced(order: "SO-1", account: "acme", amount: order), at: end)
            try await sales.record(
                OrderPlaced(order: "SO-2", account: "acme", amount: .cny(900_000)), at: "2026-04-02T09:00:01+08:00")
            // One tick later it is known; the second order is too late to count.
            let found = try sales.trail.overrides().overrides
            #expect(found.map(\.verdict) == [expected] && found.map(\.person) == ["manager:wu"], "\(amount)")
            #expect(found.first?.events.last?.stream == "order:SO-1")
            #expect(try verdict(sales, 0) == .pending)
            try await sales.trail.close()
        }
    }

    @Test func `Stated purchases say what the rule said, though the event does not`() async throws {
        let sales = try await AlertTrail("2026-01-01T08:00:00+08:00")
        try await handle(sales, Account.create("acme", owner: "rep:lin"))
        try await handle(
            sales, Account.tier("acme", as: "A", purchases: .cny(60_000), reason: "will buy"))
        let it = try #require(try sales.trail.overrides().overrides.first)
        #expect(it.ruleSaid == "B" && it.personSaid == "A" && it.events.map(\.kind) == ["account.tiered"])
        try await sales.trail.close()
    }

    @Test func `Whom the rule chose never had the lead: nobody judges that, and it is counted`() async throws {
        let sales = try await graded("A")
        try await handle(sales, Lead.assign("L-1", by: "lead-b", among: ["rep:lin", "rep:chen"]))
        let chosen = try #require(
            try sales.trail.log.events(EventFilter(query: .kinds(LeadAssigned.kind)), in: 0..<UInt64.max).first
        )
        .decode(LeadAssigned.self).owner
        let other: ActorID = chosen == "rep:lin" ? "rep:chen" : "rep:lin"
        try await handle(
            sales, Lead.assign("L-1", to: other, reason: "knows them"),
            by: Author("assistant:hu", onBehalfOf: "manager:wu"))
        try await handle(sales, Lead.assign("L-1", to: "rep:zhou", reason: "by hand against by hand"))
        try await sales.record(LeadConverted(lead: "L-1"), at: "2026-01-10T09:00:00+08:00")
        let report = try sales.trail.overrides()
        #expect(report.overrides.map(\.matter) == [.leadGrade, .leadRouting])
        #expect(report.overrides.map(\.verdict) == [.personRight, .unjudged])
        #expect(report.people.map(\.person) == ["manager:wu", "rep:lin"])
        #expect(report.people.map(\.tally.personRightPercent) == [nil, 100])
        #expect(report.total.overrides == 2 && report.total.unjudged == 1 && report.total.personRightPercent == 100)
        // Every number opens to as many as it says.
        for verdict in Override.Verdict.allCases {
            let tally = report.overrides.count { $0.verdict == verdict }
            #expect(report.items(verdict).count == tally)
        }
        #expect(report.items(nil, .leadRouting, of: "manager:wu").map(\.entity) == ["lead:L-1"])
        #expect(report.items(nil, .leadRouting, of: "rep:lin").isEmpty)
        try await sales.trail.close()
    }

    @Test func `A grade that agrees with the score, and one without any score, are no overrides`() async throws {
        let sales = try await graded("A")
        try await handle(sales, Lead.grade("L-1", as: "B", reason: "as it was scored"))
        try await handle(sales, Lead.capture("L-2", from: "fair"))
        try await handle(sales, Lead.grade("L-2", as: "A", reason: "a friend"))
        let found = try sales.trail.overrides().overrides
        #expect(found.map(\.entity) == ["lead:L-1"] && found.map(\.personSaid) == ["A"])
        #expect(try sales.trail.overrides() == sales.trail.overrides(), "two answers are one")
        try await sales.trail.close()
    }
}
