import DealtrailModel
import DealtrailSales
import Testing

/// Every deadline of the standard policy at its due time and a nanosecond on either side.
@Suite struct StandardDeadlineTests {
    /// A deadline, what starts it on a Friday at 17:00 in China (or the time that this states), and when it is due.
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: RuleName
        let kind: EventKind
        let due: String
        var stated: String?
        var subject: String?
        /// The first instant at which something follows; `nil` for the due time or a nanosecond later, as the rule says.
        var missed: String?

        var testDescription: String { rule.rawValue }
    }

    static let friday = "2026-03-06T17:00:00+08:00"

    static let cases: [Case] = [
        // Hours of working days stand still over the weekend.
        Case(rule: "quote-overdue", kind: "quote.sent", due: "2026-03-11T17:00:00+08:00"),
        Case(rule: "quote-walkthrough", kind: "quote.sent", due: "2026-03-10T17:00:00+08:00"),
        Case(rule: "technical-exchange", kind: "technical-exchange.held", due: "2026-03-10T17:00:00+08:00"),
        Case(rule: "feasibility-task", kind: "quote.sent", due: "2026-03-09T17:00:00+08:00"),
        Case(rule: "lead-dormant", kind: "lead.first-contact-made", due: "2026-03-11T17:00:00+08:00"),
        Case(rule: "follow-up-tier-a", kind: "meeting.held", due: "2026-03-10T17:00:00+08:00", subject: "A"),
        // An hour on Friday until six, the rest on Monday from nine.
        Case(
            rule: "touchpoint-overdue", kind: "touchpoint.opened", due: "2026-03-09T10:00:00+08:00", stated: friday),
        Case(rule: "lead-a-response", kind: "lead.assigned", due: "2026-03-09T10:00:00+08:00", subject: "A"),
        Case(
            rule: "sla-technical-support", kind: "ticket.opened", due: "2026-03-09T12:00:00+08:00",
            subject: "technical-support"),
        Case(
            rule: "sla-urgent-shipment", kind: "ticket.opened", due: "2026-03-09T10:00:00+08:00",
            subject: "urgent-shipment"),
        // Calendar days and hours.
        Case(rule: "stage-stall", kind: "opportunity.created", due: "2026-03-11T17:00:00+08:00"),
        Case(rule: "pool-release", kind: "account.claimed", due: "2026-03-13T17:00:00+08:00"),
        Case(rule: "follow-up-stale", kind: "account.created", due: "2026-03-13T17:00:00+08:00"),
        Case(rule: "voice-note-follow-up", kind: "voice-note.captured", due: "2026-03-09T17:00:00+08:00"),
        Case(rule: "post-sign-ticket", kind: "contract.signed", due: "2026-03-09T17:00:00+08:00"),
        Case(
            rule: "payment-request", kind: "instalment.scheduled", due: "2026-03-17T17:00:00+08:00",
            stated: "2026-03-20T17:00:00+08:00"),
        Case(
            rule: "commitment-overdue", kind: "commitment.made", due: "2026-03-09T17:00:00+08:00",
            stated: "2026-03-09T17:00:00+08:00", missed: "2026-03-09T17:15:00+08:00"),
    ]

    @Test func `There is a case for every deadline`() {
        #expect(Set(Self.cases.map(\.rule)) == Set(RuleBook.standard.deadlines.map(\.name)))
    }

    @Test(arguments: cases)
    func `It is missed at its edge and not a nanosecond before`(_ sample: Case) throws {
        let rule = try #require(RuleBook.standard.deadline(sample.rule))
        let start = RuleSamples.event(sample.kind, 1, at: Self.friday, stated: sample.stated)
        func status(_ text: String, _ nanoseconds: Int64) -> DeadlineStatus {
            rule.status(
                after: [start], at: RuleSamples.at(text, nanoseconds), subject: sample.subject, in: .standard,
                version: RuleSamples.version
            ).value
        }
        #expect(status(sample.due, 0).due == RuleSamples.at(sample.due))
        let edge = sample.missed ?? sample.due
        #expect(status(edge, -1).phase != .missed)
        #expect((status(edge, 0).phase == .missed) == (rule.missed == .at))
        let after = status(edge, 1)
        #expect(after.phase == .missed && after.event == RuleSamples.id(1))
        #expect(after.rungs.first?.notify == rule.ladder?.first?.notify)
    }
}
