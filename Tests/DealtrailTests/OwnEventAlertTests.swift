import Dealtrail
import Testing

/// Rules about events of a host service, which no view keeps.
@Suite("Rules about events of a host service")
struct OwnEventAlertTests {
    /// A device is on trial at a customer; an event of a host service.
    struct TrialStarted: Event {
        static let kind: EventKind = "trial.started"
        let account: AccountID
        var stream: StreamName { .account(account) }
        var tags: [DealtrailModel.Tag] { [.account(account), .owner("rep:lin")] }

        enum CodingKeys: Int, CodingKey {
            case account = 1
        }
    }

    private static let monday = "2026-03-02T10:00:00+08:00"

    static func policy() -> SalesPolicy {
        var policy = SalesPolicy.standard
        var book = policy.book
        let rung = [EscalationRung(after: .hours(0), notify: ["rep"])]
        book.ownEvents = [TrialStarted.kind]
        book.deadlines += [
            DeadlineRule(
                "trial-end", startsOn: [EventPattern(TrialStarted.kind)],
                cancelledBy: [EventPattern(OrderPlaced.kind)], allows: .days(7), ladder: rung),
            DeadlineRule(
                "visit-trial", startsOn: [EventPattern(VisitCompleted.kind)],
                cancelledBy: [EventPattern(TrialStarted.kind)], allows: .days(3), ladder: rung),
        ]
        book.deadlines.sort { $0.name < $1.name }
        policy.rules = book
        policy.version = "with-trials"
        return policy
    }

    @Test func `An event of a host service starts a clock, and an event of this package ends it`() async throws {
        let sales = try await AlertTrail(policy: Self.policy())
        let engine = AlertEngine(sales.trail, by: sales.engine)
        try await engine.tick()
        let started = try await sales.record(TrialStarted(account: "acme"), at: Self.monday)
        let due = try instant("2026-03-09T10:00:00+08:00")
        let first = due.advanced(by: .nanoseconds(1))
        #expect(try await sales.due("trial-end", at: due) == [])
        let alert = try #require(try await sales.due("trial-end", at: first).first)
        #expect(alert.subject == "account:acme" && alert.account == "acme" && alert.startedBy?.id == started)
        #expect(alert.owner == "rep:lin" && alert.due == due)
        let one = AlertFilter(rule: "trial-end", subject: "account:acme")
        #expect(try await sales.trail.alerts(asOf: .effective(first), one).alerts == [alert])

        // The engine knows when to look, and a tick at the edge raises it once.
        try await engine.tick()
        while let next = try await engine.next(), next <= first {
            sales.clock.set(next)
            try await engine.tick()
        }
        #expect(sales.clock.now() == first)
        #expect(try sales.recorded("trial-end").map(\.kind) == [AlertRaised.kind])
        try await sales.trail.tick(by: sales.engine)
        #expect(try sales.recorded("trial-end").count == 1)
        let later = due.advanced(by: .seconds(60))
        sales.clock.set(later)
        let order = try await sales.add(
            OrderPlaced(order: "OR-1", account: "acme", amount: .cny("10")), at: later)
        #expect(try await sales.due("trial-end", at: later) == [])
        try await engine.tick()
        let resolved = try #require(try sales.recorded("trial-end").last).decode(AlertResolved.self)
        #expect(resolved.how == .happened && resolved.by == order)
        // What was due before the order came is still known.
        #expect(try await sales.due("trial-end", at: first).map(\.id) == [alert.id])
    }

    @Test func `An event of a host service ends a clock of another account as little as any`() async throws {
        let sales = try await AlertTrail(policy: Self.policy())
        try await sales.record(VisitCompleted(visit: "V-1", account: "acme"), at: Self.monday)
        try await sales.record(VisitCompleted(visit: "V-2", account: "globex"), at: Self.monday)
        try await sales.record(TrialStarted(account: "acme"), at: "2026-03-03T10:00:00+08:00")
        let due = try instant("2026-03-05T10:00:00+08:00")
        #expect(try await sales.due("visit-trial", at: due) == [])
        let open = try await sales.due("visit-trial", at: due.advanced(by: .nanoseconds(1)))
        #expect(open.map(\.subject) == ["account:globex"])
        #expect(AlertRules(.standard).beyond.isEmpty, "the standard policy is answered from the view alone")
    }
}
