import Dealtrail
import Testing

/// What becomes of alerts: who takes them on, how they climb, what silences and what resolves them.
@Suite("The life of an alert")
struct AlertLifeTests {
    private static let monday = "2026-03-02T10:00:00+08:00"
    private let wu = Author("manager:wu")

    /// A quote that waits for an answer under a ladder of three rungs.
    private func waiting() async throws -> AlertTrail {
        var policy = SalesPolicy.standard
        policy.version = "ladder"
        var book = policy.book
        book.deadlines = [
            DeadlineRule(
                "quote-overdue", startsOn: [EventPattern("quote.sent")],
                cancelledBy: [EventPattern("customer.feedback-received")], allows: .hours(72),
                ladder: [
                    EscalationRung(after: .hours(0), notify: ["rep"]),
                    EscalationRung(after: .hours(24), notify: ["superior"]),
                    EscalationRung(after: .hours(48), notify: ["superior"]),
                ])
        ]
        policy.rules = book
        let sales = try await AlertTrail(policy: policy)
        try await sales.record(QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin"), at: Self.monday)
        return sales
    }

    private func tick(_ sales: AlertTrail, _ time: String) async throws -> TickOutcome {
        sales.clock.set(try instant(time))
        return try await sales.trail.tick(by: sales.engine)
    }

    private func id(_ sales: AlertTrail) async throws -> AlertID {
        try #require(try await sales.trail.alerts().alerts.first).id
    }

    @Test func `The ladder is climbed rung by rung, each told once at its own time`() async throws {
        let sales = try await waiting()
        #expect(try await tick(sales, "2026-03-05T10:00:01+08:00").raised == 1)
        #expect(try await tick(sales, "2026-03-06T09:59:59+08:00").position == nil)
        #expect(try await tick(sales, "2026-03-06T10:00:00+08:00").escalated == 1)
        #expect(try await tick(sales, "2026-03-06T11:00:00+08:00").position == nil)
        #expect(try await tick(sales, "2026-03-08T10:00:00+08:00").escalated == 1)
        let climbed = try sales.recorded().filter { $0.kind == AlertEscalated.kind }
        let told = try climbed.map { try $0.decode(AlertEscalated.self) }
        #expect(told.map(\.rung) == [2, 3])
        #expect(told.map { $0.tells.map(\.role) } == [["regional-manager"], ["large-region-director"]])
        #expect(
            climbed.map { $0.occurredAt.time?.instant } == [
                try instant("2026-03-06T10:00:00+08:00"), try instant("2026-03-07T10:00:00+08:00"),
            ])
        #expect(try await sales.trail.alerts().alerts.map(\.rungs.count) == [3])
    }

    @Test func `The first tick after a silence raises an alert with all rungs that were reached`() async throws {
        let sales = try await waiting()
        let outcome = try await tick(sales, "2026-03-20T10:00:00+08:00")
        #expect(outcome.raised == 1 && outcome.escalated == 2)
        let clock = try #require(try sales.trail.log.events(.stream(.clock), in: 0..<UInt64.max).first)
        #expect(
            try clock.decode(ClockTicked.self)
                == ClockTicked(at: outcome.at, raised: 1, escalated: 2, resolved: 0))
    }

    @Test func `Who takes an alert on stops the ladder`() async throws {
        let sales = try await waiting()
        _ = try await tick(sales, "2026-03-05T12:00:00+08:00")
        let alert = try await id(sales)
        let taken = try await sales.trail.handle(Alerts.acknowledge(alert, note: "calling"), by: wu, id: "a-1")
        #expect(taken.refusal == nil)
        #expect(try await sales.trail.alerts().alerts.map { $0.standing?.acknowledgedBy } == ["manager:wu"])
        #expect(try await tick(sales, "2026-03-09T10:00:00+08:00").position == nil)
        let again = try await sales.trail.handle(Alerts.acknowledge(alert), by: wu, id: "a-2")
        if case .unchanged = again {} else { Issue.record("\(again)") }
    }

    @Test func `A silenced alert comes back when the time is over`() async throws {
        let sales = try await waiting()
        _ = try await tick(sales, "2026-03-05T12:00:00+08:00")
        let alert = try await id(sales)
        let until = try instant("2026-03-07T00:00:00+08:00")
        let silenced = try await sales.trail.handle(
            Alerts.suppress(alert, until: until, reason: "plant holidays"), by: wu, id: "s-1")
        #expect(silenced.refusal == nil)
        #expect(try await sales.trail.alerts().alerts == [])
        #expect(try await sales.trail.alerts(AlertFilter(isSilenced: true)).alerts.map(\.id) == [alert])
        #expect(try await tick(sales, "2026-03-06T12:00:00+08:00").position == nil)
        sales.clock.set(until.advanced(by: .nanoseconds(-1)))
        #expect(try await sales.trail.alerts().alerts == [])
        sales.clock.set(until)
        #expect(try await sales.trail.alerts().alerts.map(\.id) == [alert])
        #expect(try await sales.trail.tick(by: sales.engine).escalated == 1)
    }

    @Test func `Nobody silences without a reason, into the past, or what was not raised`() async throws {
        let sales = try await waiting()
        let due = AlertID(rule: "quote-overdue", subject: "quote:Q-1", due: try instant("2026-03-05T10:00:00+08:00"))
        func refusal(_ command: some Command) async throws -> String? {
            let size = try sales.trail.head().size
            return try await sales.trail.handle(command, by: wu, id: CommandID("r-\(size)")).refusal?.rule
        }
        let later = try instant("2026-04-01T00:00:00+08:00")
        sales.clock.set(try instant("2026-03-05T12:00:00+08:00"))
        #expect(try await refusal(Alerts.suppress(due, until: later, reason: "early")) == "alert.unknown")
        #expect(try await refusal(Alerts.acknowledge(due)) == "alert.unknown")
        try await sales.trail.tick(by: sales.engine)
        #expect(try await refusal(Alerts.suppress(due, until: later, reason: " ")) == "alert.reason")
        let now = sales.clock.now()
        #expect(try await refusal(Alerts.suppress(due, until: now, reason: "now")) == "alert.until")
        try await sales.add(CustomerFeedbackReceived(account: "acme", quote: "Q-1"), at: now)
        try await sales.trail.tick(by: sales.engine)
        #expect(try await refusal(Alerts.acknowledge(due)) == "alert.resolved")
    }

    @Test func `What had happened in time and was recorded late tells that the alert was raised for what nobody knew`()
        async throws
    {
        let sales = try await waiting()
        _ = try await tick(sales, "2026-03-05T12:00:00+08:00")
        let answer = try await sales.add(
            CustomerFeedbackReceived(account: "acme", quote: "Q-1"), at: try instant("2026-03-05T10:00:00+08:00"))
        #expect(try await sales.trail.tick(by: sales.engine).resolved == 1)
        let event = try #require(try sales.recorded().last)
        let resolved = try event.decode(AlertResolved.self)
        #expect(resolved.how == .unknownThen && resolved.by == answer)
        #expect(event.occurredAt.time?.instant == (try instant("2026-03-05T10:00:00+08:00")), "never before it was due")
        // A tick later it would have been an answer that came too late.
        let other = try await waiting()
        _ = try await tick(other, "2026-03-05T12:00:00+08:00")
        try await other.add(
            CustomerFeedbackReceived(account: "acme", quote: "Q-1"),
            at: try instant("2026-03-05T10:00:00+08:00").advanced(by: .nanoseconds(1)))
        try await other.trail.tick(by: other.engine)
        #expect(try other.recorded().last?.decode(AlertResolved.self).how == .happened)
    }

    @Test func `Other rules end what they do not say`() async throws {
        let sales = try await waiting()
        _ = try await tick(sales, "2026-03-05T12:00:00+08:00")
        var policy = try sales.trail.policy()
        policy.version = "patient"
        var book = policy.book
        book.deadlines[0].allows = .hours(240)
        policy.rules = book
        #expect(try await sales.trail.publish(policy, by: wu, id: "p-1").refusal == nil)
        #expect(try await sales.trail.alerts().alerts == [])
        #expect(try await sales.trail.tick(by: sales.engine).resolved == 1)
        #expect(try sales.recorded().last?.decode(AlertResolved.self).how == .rules)
        // Under the rules of then it is due still, for who asks what would have been.
        var old = policy
        old.version = "ladder"
        var rules = old.book
        rules.deadlines[0].allows = .hours(72)
        old.rules = rules
        #expect(try await sales.trail.alerts(asOf: .head, under: old).alerts.count == 1)
    }

    @Test func `A tick looks at a time that has come, and a late one finds what was open then`() async throws {
        let sales = try await waiting()
        let friday = try instant("2026-03-06T12:00:00+08:00")
        await #expect(throws: TickError.self) { try await sales.trail.tick(at: friday, by: sales.engine) }
        try await sales.record(
            CustomerFeedbackReceived(account: "acme", quote: "Q-1"), at: "2026-03-09T09:00:00+08:00")
        #expect(try await sales.trail.tick(at: friday, by: sales.engine).raised == 1)
        #expect(try await sales.trail.tick(by: sales.engine).resolved == 1)
        #expect(try sales.recorded().map(\.kind) == [AlertRaised.kind, AlertEscalated.kind, AlertResolved.kind])
    }

    @Test func `Ticks in order through a time without any record what ticks then would have`() async throws {
        let ticking = try await AlertTrail()
        let silent = try await AlertTrail()
        let evenings = (2...13).map { "2026-03-\($0 < 10 ? "0" : "")\($0)T18:00:00+08:00" }
        let facts: [(day: Int, event: any Event)] = [
            (2, QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin")),
            (3, QuoteSent(quote: "Q-2", version: 1, account: "acme", owner: "rep:lin")),
            (6, CustomerFeedbackReceived(account: "acme", quote: "Q-1")),
            (9, VisitCompleted(visit: "V-1", account: "acme")),
            (10, CustomerFeedbackReceived(account: "acme", quote: "Q-2")),
        ]
        for (index, evening) in evenings.enumerated() {
            for (day, event) in facts where day == index + 2 {
                let noon = evening.replacing("T18", with: "T12")
                for sales in [ticking, silent] { try await sales.record(event, at: noon) }
            }
            for sales in [ticking, silent] { sales.clock.set(try instant(evening)) }
            try await ticking.trail.tick(by: ticking.engine)
        }
        for evening in evenings { try await silent.trail.tick(at: instant(evening), by: silent.engine) }
        func told(_ sales: AlertTrail) throws -> [String] {
            try sales.recorded().map { event in
                "\(event.kind) \(event.stream) \(event.occurredAt.time.map { "\($0.instant)" } ?? "-")"
            }
        }
        let live = try told(ticking)
        #expect(try told(silent) == live)
        #expect(live.contains { $0.hasPrefix("alert.raised") } && live.contains { $0.hasPrefix("alert.resolved") })
        for evening in evenings {
            #expect(try await silent.trail.tick(at: instant(evening), by: silent.engine).raised == 0)
        }
    }

    @Test func `Many ticks at once raise each alert once`() async throws {
        let sales = try await waiting()
        for quote in 2...40 {
            try await sales.record(
                QuoteSent(quote: QuoteID("Q-\(quote)"), version: 1, account: "acme", owner: "rep:lin"), at: Self.monday)
        }
        sales.clock.set(try instant("2026-03-05T12:00:00+08:00"))
        let raised = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask { try await sales.trail.tick(by: Author("engine:\(number)", kind: .automation)).raised }
            }
            return try await group.reduce(0, +)
        }
        #expect(raised == 40)
        let alerts = try sales.recorded().map { try $0.decode(AlertRaised.self).alert }
        #expect(alerts.count == 40 && Set(alerts).count == 40)
    }
}
