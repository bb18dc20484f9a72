import Dealtrail
import Testing

/// Each rule that watches the clock, from what happened to the alert, who is told, and what ends it (`docs/features.md` rows
/// 14, 16, 23, 35 to 37, 49, 93, 98 and 113).
@Suite("Rules that raise alerts")
struct AlertRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: RuleName
        let subject: String
        /// What starts it.
        let events: [(event: any Event, at: String)]
        /// By when it is to happen.
        let due: String
        /// Whether it is missed at that instant already.
        var isMissedAtDue = false
        let tells: [AlertRecipient]
        /// What does not end it.
        var without: (any Event)?
        /// What ends it.
        let end: any Event
        var how: AlertResolution = .happened

        var testDescription: String { rule.rawValue }
    }

    private static let rep = AlertRecipient(role: "rep", person: "rep:lin")
    private static let digest = ContentDigest(of: Array("minutes".utf8))
    private static let monday = "2026-03-02T10:00:00+08:00"
    private static let sent: [(event: any Event, at: String)] = [
        (QuoteCreated(quote: "Q-1", account: "acme", owner: "rep:lin"), monday),
        (QuoteSent(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin"), monday),
    ]
    private static let opened = OpportunityCreated(
        opportunity: "O-1", pipeline: "standard", pipelineVersion: 1, account: "acme", owner: "rep:lin")
    private static let exchange = TechnicalExchangeHeld(
        meeting: "M-1", account: "acme", opportunity: "O-1", owner: "rep:lin")
    private static let open = QuoteOpened(quote: "Q-1", version: 1, account: "acme", owner: "rep:lin")
    private static let feedback = CustomerFeedbackReceived(account: "acme", quote: "Q-1", owner: "rep:lin")

    static let cases: [Case] = quoteCases + otherCases

    private static let quoteCases = [
        // Row 14: 72 hours of working days from Monday end on Thursday.
        Case(
            rule: "quote-overdue", subject: "quote:Q-1", events: sent, due: "2026-03-05T10:00:00+08:00",
            tells: [rep, .init(role: "sales-assistant")], without: open, end: feedback),
        // Row 16: a walkthrough without minutes is none.
        Case(
            rule: "quote-walkthrough", subject: "quote:Q-1", events: sent, due: "2026-03-04T10:00:00+08:00",
            tells: [rep], without: WalkthroughHeld(meeting: "M-2", quote: "Q-1"),
            end: WalkthroughHeld(meeting: "M-2", quote: "Q-1", evidence: digest)),
        // Row 36.
        Case(
            rule: "feasibility-task", subject: "quote:Q-1", events: sent, due: "2026-03-03T10:00:00+08:00",
            tells: [.init(role: "department-director")], without: open,
            end: FeasibilityAnswered(quote: "Q-1", answer: .feasible)),
        // Row 49: at the third opening.
        Case(
            rule: "quote-opened", subject: "quote:Q-1",
            events: sent + [
                (open, "2026-03-02T11:00:00+08:00"), (open, "2026-03-02T12:00:00+08:00"),
                (open, "2026-03-02T13:00:00+08:00"),
            ], due: "2026-03-02T13:00:00+08:00", isMissedAtDue: true, tells: [rep], without: open, end: feedback),
    ]

    private static let otherCases = [
        // Row 23: three days before the instalment is due, at that instant.
        Case(
            rule: "payment-request", subject: "instalment:C-3/1",
            events: [
                (
                    InstalmentScheduled(
                        instalment: "C-3/1", contract: "C-3", due: Timestamp(nanoseconds: 1_773_993_600_000_000_000),
                        amount: .cny("92.50"), account: "acme", owner: "rep:lin"), monday
                )
            ], due: "2026-03-17T08:00:00Z", isMissedAtDue: true,
            tells: [.init(role: "finance-specialist"), .init(role: "project-manager")],
            without: PaymentRequested(instalment: "C-3/2", contract: "C-3"),
            end: PaymentRequested(instalment: "C-3/1", contract: "C-3")),
        // Row 35: two business hours after the time that it states, and a tick without the deliverable does not count.
        Case(
            rule: "touchpoint-overdue", subject: "touchpoint:T-1",
            events: [
                (
                    TouchpointOpened(
                        touchpoint: "T-1", opportunity: "O-1", step: "need-confirmed",
                        due: Timestamp(nanoseconds: 1_772_442_000_000_000_000), deliverable: "pain-notes",
                        account: "acme", owner: "rep:lin"), monday
                )
            ], due: "2026-03-03T10:00:00+08:00", tells: [.init(role: "regional-manager")],
            without: TouchpointCompleted(touchpoint: "T-1", opportunity: "O-1"),
            end: TouchpointCompleted(touchpoint: "T-1", opportunity: "O-1", evidence: digest)),
        // Row 37: more than five days in one stage.
        Case(
            rule: "stage-stall", subject: "opportunity:O-1", events: [(opened, monday)],
            due: "2026-03-07T10:00:00+08:00", tells: [rep, .init(role: "regional-manager")],
            without: VisitCompleted(visit: "V-1", account: "acme", opportunity: "O-1"),
            end: OpportunityStageEntered(opportunity: "O-1", stage: "need-confirmed", account: "acme"),
            how: .begunAnew),
        // Row 49: what happens to the opportunity is progress.
        Case(
            rule: "technical-exchange", subject: "opportunity:O-1", events: [(opened, monday), (exchange, monday)],
            due: "2026-03-04T10:00:00+08:00", tells: [rep], without: VisitCompleted(visit: "V-1", account: "acme"),
            end: OpportunityStageEntered(opportunity: "O-1", stage: "need-confirmed", account: "acme")),
        // Row 93: the grade that the lead has.
        Case(
            rule: "lead-a-response", subject: "lead:L-1",
            events: [(LeadAssigned(lead: "L-1", owner: "rep:lin", grade: "A"), monday)],
            due: "2026-03-02T12:00:00+08:00", tells: [.init(role: "regional-manager")],
            without: LeadFirstContactMade(lead: "L-1"), end: LeadFirstResponseMade(lead: "L-1")),
        // Row 98.
        Case(
            rule: "lead-dormant", subject: "lead:L-1",
            events: [
                (LeadAssigned(lead: "L-1", owner: "rep:lin", grade: "B"), monday),
                (LeadFirstContactMade(lead: "L-1", owner: "rep:lin"), monday),
            ], due: "2026-03-05T10:00:00+08:00", tells: [rep], without: VisitCompleted(visit: "V-1", account: "acme"),
            end: CallConnected(call: "CL-1", lead: "L-1"), how: .begunAnew),
        // Row 113: more than 48 working hours, to two people at once.
        Case(
            rule: "follow-up-tier-a", subject: "account:acme",
            events: [
                (AccountCreated(account: "acme", owner: "rep:lin", tier: "A"), "2026-03-02T09:00:00+08:00"),
                (VisitCompleted(visit: "V-1", account: "acme"), monday),
            ], due: "2026-03-04T10:00:00+08:00", tells: [rep, .init(role: "regional-manager")],
            without: SatisfactionRecorded(account: "acme", score: 80),
            end: MeetingHeld(meeting: "M-1", account: "acme"),
            how: .begunAnew),
    ]

    @Test(arguments: cases)
    func `It is due at its edge, raised once, and resolved by what ends it`(_ rule: Case) async throws {
        let sales = try await AlertTrail()
        for (event, at) in rule.events { try await sales.record(event, at: at) }
        let due = try instant(rule.due)
        let first = rule.isMissedAtDue ? due : due.advanced(by: .nanoseconds(1))
        let before = first.advanced(by: .nanoseconds(-1))

        // A pure question, before anything is recorded: one tick before, at the edge, and long after.
        #expect(try await sales.due(rule.rule, at: before) == [])
        let alert = try #require(try await sales.due(rule.rule, at: first).first)
        #expect(alert.subject.rawValue == rule.subject && alert.standing == nil)
        #expect(alert.due == due && alert.missedFrom == due)
        #expect(alert.tells == rule.tells && alert.rungs.count == 1)
        #expect(alert.id == AlertID(rule: rule.rule, subject: .init(rule.subject), due: due))
        #expect(try await sales.due(rule.rule, at: due.advanced(by: .seconds(3_600))).map(\.lateSeconds) == [3_600])
        #expect(try sales.recorded() == [])

        // A tick before the edge raises nothing of it, one at the edge raises it, another one nothing more.
        sales.clock.set(max(sales.clock.now(), before))
        if sales.clock.now() < first {
            try await sales.trail.tick(by: sales.engine)
            #expect(try sales.recorded(rule.rule).isEmpty)
        }
        sales.clock.set(first)
        #expect(try await sales.trail.tick(by: sales.engine).raised >= 1)
        let size = try sales.trail.head().size
        #expect(try await sales.trail.tick(by: sales.engine).position == nil)
        #expect(try sales.trail.head().size == size, "a tick without news is not recorded")
        let raised = try sales.recorded(rule.rule)
        #expect(raised.map(\.kind) == [AlertRaised.kind])
        let event = try #require(raised.first)
        let content = try event.decode(AlertRaised.self)
        #expect(event.occurredAt.time?.instant == due && content.tells == rule.tells && content.due == due)
        #expect(event.author.id == "service:alerts" && content.suggestion != nil)
        #expect(event.causation == content.startedBy && content.startedBy == alert.startedBy?.id)

        // Recorded or not, the same is due.
        let again = try #require(try await sales.due(rule.rule, at: first).first)
        #expect(again.id == alert.id && again.standing?.rungs == 1)

        let later = due.advanced(by: .seconds(7_200))
        sales.clock.set(later)
        if let without = rule.without {
            try await sales.add(without, at: later)
            #expect(try await sales.trail.alerts(asOf: .head, AlertFilter(rule: rule.rule)).alerts.count == 1)
        }
        let end = try await sales.add(rule.end, at: later)
        #expect(try await sales.trail.alerts(asOf: .head, AlertFilter(rule: rule.rule)).alerts == [])
        #expect(try await sales.trail.tick(by: sales.engine).resolved >= 1)
        let resolved = try #require(try sales.recorded(rule.rule).last)
        let why = try resolved.decode(AlertResolved.self)
        #expect(why.how == rule.how && why.by == end && why.alert == alert.id)
        #expect(resolved.occurredAt.time?.instant == later && resolved.causation == end)
        #expect(try await sales.trail.tick(by: sales.engine).position == nil)
    }

    @Test func `A change of tier arms the clock anew, and another tier has none`() async throws {
        let sales = try await AlertTrail()
        try await sales.record(AccountCreated(account: "acme", owner: "rep:lin", tier: "B"), at: Self.monday)
        try await sales.record(VisitCompleted(visit: "V-1", account: "acme"), at: Self.monday)
        let friday = try instant("2026-03-06T10:00:00+08:00")
        #expect(try await sales.due("follow-up-tier-a", at: friday) == [])
        try await sales.record(
            AccountTiered(account: "acme", tier: "A", previous: "B"), at: "2026-03-05T10:00:00+08:00")
        #expect(try await sales.due("follow-up-tier-a", at: friday) == [])
        // Two working days from Thursday morning end on Monday.
        let due = try instant("2026-03-09T10:00:00+08:00")
        #expect(try await sales.due("follow-up-tier-a", at: due) == [])
        #expect(try await sales.due("follow-up-tier-a", at: due.advanced(by: .nanoseconds(1))).map(\.due) == [due])
        sales.clock.set(due.advanced(by: .seconds(1)))
        try await sales.trail.tick(by: sales.engine)
        try await sales.add(AccountTiered(account: "acme", tier: "B", previous: "A"), at: sales.clock.now())
        try await sales.trail.tick(by: sales.engine)
        let last = try #require(try sales.recorded("follow-up-tier-a").last)
        #expect(try last.decode(AlertResolved.self).how == .notConcerned)
    }

    @Test func `What was due on Friday is known on Monday, though nobody ticked`() async throws {
        let sales = try await AlertTrail()
        for (event, at) in Self.sent { try await sales.record(event, at: at) }
        try await sales.record(Self.feedback, at: "2026-03-09T09:00:00+08:00")
        let friday = try instant("2026-03-06T18:00:00+08:00")
        let rule = AlertFilter(rule: "quote-overdue")
        #expect(try await sales.trail.alerts(asOf: .head, rule).alerts == [])
        #expect(try await sales.trail.alerts(asOf: .effective(friday), rule).alerts.map(\.subject) == ["quote:Q-1"])
        let known = try await sales.trail.alerts(asOf: .known(at: friday), rule)
        #expect(known.alerts.map(\.subject) == ["quote:Q-1"] && known.stamp.time == friday)
    }
}
