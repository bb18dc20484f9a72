import Dealtrail
import Testing

/// A running engine knows when to look, and records what a look at everything would.
@Suite("The alert engine")
struct AlertEngineTests {
    private static let monday = "2026-03-02T10:00:00+08:00"

    @Test func `It says when something falls due, and ticks then`() async throws {
        let sales = try await AlertTrail()
        let engine = AlertEngine(sales.trail, by: sales.engine)
        #expect(try await engine.next() == sales.clock.now(), "before the first tick that is now")
        try await sales.record(QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin"), at: Self.monday)
        try await engine.tick()
        #expect(await engine.open == 3)
        // Feasibility after a day, a walkthrough after two, an answer after three; in between the days of health end.
        var raised: [RuleName] = []
        let end = try instant("2026-03-06T00:00:00+08:00")
        var looks = 0
        while let next = try await engine.next(), next < end {
            sales.clock.set(next.advanced(by: .nanoseconds(-1)))
            #expect(try await engine.tick().position == nil, "nothing is due before \(next)")
            sales.clock.set(next)
            try await engine.tick()
            raised = try sales.recorded().map { try $0.decode(AlertRaised.self).rule }
            looks += 1
        }
        #expect(raised == ["feasibility-task", "quote-walkthrough", "quote-overdue"])
        #expect(looks <= 7, "\(looks) looks")
    }

    @Test func `What happens meanwhile is taken in, by whomever it is recorded`() async throws {
        let sales = try await AlertTrail()
        let engine = AlertEngine(sales.trail, by: sales.engine)
        try await engine.tick()
        try await sales.record(QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin"), at: Self.monday)
        #expect(try await engine.next() == sales.clock.now(), "something has happened")
        try await engine.tick()
        sales.clock.set(try instant("2026-03-05T12:00:00+08:00"))
        #expect(try await engine.tick().raised == 3)
        try await sales.add(CustomerFeedbackReceived(account: "acme", quote: "Q-1"), at: sales.clock.now())
        #expect(try await engine.tick().resolved == 1)
        #expect(try await engine.tick().position == nil)
        #expect(try sales.recorded("quote-overdue").map(\.kind) == [AlertRaised.kind, AlertResolved.kind])
    }

    @Test func `What is recorded as happening later counts when it happens`() async throws {
        let sales = try await AlertTrail()
        let engine = AlertEngine(sales.trail, by: sales.engine)
        try await sales.record(QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin"), at: Self.monday)
        let answer = try instant("2026-03-05T12:00:00+08:00")
        try await sales.add(CustomerFeedbackReceived(account: "acme", quote: "Q-1"), at: answer)
        try await engine.tick()
        let due = try instant("2026-03-05T10:00:00+08:00").advanced(by: .nanoseconds(1))
        var looks: [Timestamp] = []
        while let next = try await engine.next(), next <= answer {
            looks.append(next)
            sales.clock.set(next)
            try await engine.tick()
        }
        #expect(looks.contains(due) && looks.contains(answer))
        #expect(try sales.recorded("quote-overdue").map(\.kind) == [AlertRaised.kind, AlertResolved.kind])
    }

    @Test func `Other rules are looked at as a whole, when they begin`() async throws {
        let sales = try await AlertTrail()
        let engine = AlertEngine(sales.trail, by: sales.engine)
        try await sales.record(QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin"), at: Self.monday)
        try await engine.tick()
        var policy = SalesPolicy.standard
        policy.version = "impatient"
        var book = policy.book
        for index in book.deadlines.indices where book.deadlines[index].name == "quote-overdue" {
            book.deadlines[index].allows = .hours(1)
        }
        policy.rules = book
        let start = try instant("2026-03-02T15:00:00+08:00")
        let published = try await sales.trail.publish(policy, by: Author("ops:wu"), id: "p-1", effectiveFrom: start)
        #expect(published.refusal == nil)
        #expect(try await engine.next() == start)
        sales.clock.set(start)
        #expect(try await engine.tick().raised == 1)
        #expect(try sales.recorded().map { try $0.decode(AlertRaised.self).rule } == ["quote-overdue"])
    }
}
