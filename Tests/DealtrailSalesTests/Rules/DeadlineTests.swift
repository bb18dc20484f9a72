import DealtrailModel
import DealtrailSales
import Testing

/// Deadlines of the standard policy, to the nanosecond (`docs/features.md` rows 14, 23, 37, 106, 113, 123 and 128).
@Suite struct DeadlineTests {
    private let book = RuleBook.standard

    private func status(
        _ name: RuleName, _ events: [Occurrence], at text: String, _ nanoseconds: Int64 = 0, for subject: String? = nil
    ) throws -> DeadlineStatus {
        try explained(name, events, at: text, nanoseconds, for: subject).value
    }

    private func explained(
        _ name: RuleName, _ events: [Occurrence], at text: String, _ nanoseconds: Int64 = 0, for subject: String? = nil
    ) throws -> Explained<DeadlineStatus> {
        try #require(book.deadline(name)).status(
            after: events, at: RuleSamples.at(text, nanoseconds), subject: subject, in: book,
            version: RuleSamples.version)
    }

    private func event(
        _ kind: EventKind, _ number: UInt64, _ text: String, evidenced: Bool = false, stated: String? = nil
    ) -> Occurrence {
        RuleSamples.event(kind, number, at: text, evidenced: evidenced, stated: stated)
    }

    @Test func `An A customer without follow-up for more than 48 hours, once, to two people`() throws {
        let touch = event("visit.checked-in", 1, "2026-03-02T10:00:00+08:00")
        let due = "2026-03-04T10:00:00+08:00"
        #expect(try status("follow-up-tier-a", [touch], at: due, -1, for: "A").phase == .running)
        #expect(try status("follow-up-tier-a", [touch], at: due, for: "A").phase == .running)
        let missed = try status("follow-up-tier-a", [touch], at: due, 1, for: "A")
        #expect(missed.phase == .missed && missed.event == RuleSamples.id(1))
        #expect(missed.rungs == [.init(from: RuleSamples.at(due), notify: ["rep", "regional-manager"])])
        #expect(try status("follow-up-tier-a", [touch], at: due, 1, for: "B").phase == .notConcerned)
        #expect(try status("follow-up-tier-a", [touch], at: due, 1).phase == .notConcerned)
        // A check-in at 47:59 prevents it.
        let second = event("visit.checked-in", 2, "2026-03-04T09:59:00+08:00")
        #expect(try status("follow-up-tier-a", [touch, second], at: due, 1, for: "A").phase == .running)
        // A change of tier begins it anew.
        let tier = event("account.tiered", 3, "2026-03-04T09:00:00+08:00")
        #expect(
            try status("follow-up-tier-a", [touch, tier], at: due, 1, for: "A").due
                == RuleSamples.at("2026-03-06T09:00:00+08:00"))
    }

    @Test func `From a Friday evening it is due on Tuesday evening`() throws {
        let touch = event("meeting.held", 1, "2026-03-06T18:00:00+08:00")
        #expect(
            try status("follow-up-tier-a", [touch], at: "2026-03-08T20:00:00+08:00", for: "A").due
                == RuleSamples.at("2026-03-10T18:00:00+08:00"))
    }

    @Test func `Feedback ends the wait for it, and what comes later is not looked at`() throws {
        let sent = event("quote.sent", 1, "2026-03-02T10:00:00+08:00")
        let answer = event("quote.rejected", 2, "2026-03-04T10:00:00+08:00")
        let due = "2026-03-05T10:00:00+08:00"
        #expect(try status("quote-overdue", [sent], at: due, 1).phase == .missed)
        #expect(try status("quote-overdue", [sent, answer], at: due, 1).phase == .idle)
        #expect(try status("quote-overdue", [sent, answer], at: due, 1).event == RuleSamples.id(2))
        #expect(try status("quote-overdue", [sent, answer], at: "2026-03-04T09:59:59+08:00").phase == .running)
        #expect(try status("quote-overdue", [], at: due).phase == .idle)
        // Sent again, it runs again; what was not ended is not started twice.
        let again = event("quote.sent", 3, "2026-03-05T09:00:00+08:00")
        #expect(try status("quote-overdue", [sent, answer, again], at: due).event == RuleSamples.id(3))
        #expect(try status("quote-overdue", [sent, again], at: due).event == RuleSamples.id(1))
    }

    @Test func `A stage stalls after more than five days, and moving on begins anew`() throws {
        let entered = event("opportunity.stage-entered", 1, "2026-03-02T10:00:00Z")
        let due = "2026-03-07T10:00:00Z"
        #expect(try status("stage-stall", [entered], at: due).phase == .running)
        #expect(try status("stage-stall", [entered], at: due, 1).phase == .missed)
        let next = event("opportunity.stage-entered", 2, "2026-03-07T10:00:00Z")
        #expect(try status("stage-stall", [entered, next], at: due, 1).phase == .running)
        let won = event("opportunity.won", 3, "2026-03-06T10:00:00Z")
        #expect(try status("stage-stall", [entered, won], at: due, 1).phase == .idle)
    }

    @Test func `The pool takes back at seven days, after a warning; only what is shown counts`() throws {
        let claimed = event("account.claimed", 1, "2026-03-02T10:00:00Z")
        #expect(try status("pool-release", [claimed], at: "2026-03-07T10:00:00Z", -1).phase == .running)
        #expect(try status("pool-release", [claimed], at: "2026-03-07T10:00:00Z").phase == .warned)
        #expect(try status("pool-release", [claimed], at: "2026-03-09T10:00:00Z", -1).phase == .warned)
        #expect(try status("pool-release", [claimed], at: "2026-03-09T10:00:00Z").phase == .missed)
        let claimedOnly = event("visit.completed", 2, "2026-03-05T10:00:00Z")
        let shown = event("visit.completed", 3, "2026-03-05T10:00:00Z", evidenced: true)
        #expect(try status("pool-release", [claimed, claimedOnly], at: "2026-03-09T10:00:00Z").phase == .missed)
        #expect(
            try status("pool-release", [claimed, shown], at: "2026-03-09T10:00:00Z").due
                == RuleSamples.at("2026-03-12T10:00:00Z"))
    }

    @Test func `A payment is to be requested three days before it is due`() throws {
        let planned = event("instalment.scheduled", 1, "2026-02-01T10:00:00Z", stated: "2026-03-10T00:00:00Z")
        #expect(try status("payment-request", [planned], at: "2026-03-07T00:00:00Z", -1).phase == .running)
        #expect(try status("payment-request", [planned], at: "2026-03-07T00:00:00Z").phase == .missed)
        let requested = event("payment.requested", 2, "2026-03-06T23:59:59Z")
        #expect(try status("payment-request", [planned, requested], at: "2026-03-07T00:00:00Z").phase == .idle)
        // An event that states no time has none.
        let vague = event("instalment.scheduled", 1, "2026-02-01T10:00:00Z")
        #expect(try status("payment-request", [vague], at: "2026-03-10T00:00:00Z").due == nil)
    }

    @Test func `A promise has a quarter of an hour of grace, and only consent that is shown moves it`() throws {
        let made = event("commitment.made", 1, "2026-03-02T10:00:00Z", stated: "2026-03-05T10:00:00Z")
        let due = "2026-03-05T10:00:00Z"
        #expect(try status("commitment-overdue", [made], at: due).phase == .running)
        #expect(try status("commitment-overdue", [made], at: due, 1).phase == .inGrace)
        #expect(try status("commitment-overdue", [made], at: "2026-03-05T10:15:00Z").phase == .inGrace)
        #expect(try status("commitment-overdue", [made], at: "2026-03-05T10:15:00Z", 1).phase == .missed)
        let said = event("commitment.extended", 2, "2026-03-04T10:00:00Z", stated: "2026-03-09T10:00:00Z")
        let consented = event(
            "commitment.extended", 3, "2026-03-04T10:00:00Z", evidenced: true, stated: "2026-03-09T10:00:00Z")
        #expect(try status("commitment-overdue", [made, said], at: due).due == RuleSamples.at(due))
        #expect(
            try status("commitment-overdue", [made, consented], at: due).due
                == RuleSamples.at("2026-03-09T10:00:00Z"))
    }

    @Test func `A ladder is climbed rung by rung, to whoever stands above`() throws {
        let opened = event("ticket.opened", 1, "2026-03-02T09:00:00+08:00")
        func rungs(_ text: String, _ nanoseconds: Int64 = 0) throws -> [[RoleName]] {
            try status("sla-technical-support", [opened], at: text, nanoseconds, for: "technical-support").rungs
                .map(\.notify)
        }
        #expect(try rungs("2026-03-02T13:00:00+08:00") == [])
        #expect(try rungs("2026-03-02T13:00:00+08:00", 1) == [["technical-lead"]])
        #expect(try rungs("2026-03-02T14:00:00+08:00", -1) == [["technical-lead"]])
        #expect(try rungs("2026-03-02T14:00:00+08:00") == [["technical-lead"], ["department-director"]])
    }

    @Test func `It says which rule in which version rests on which event`() throws {
        let sent = event("quote.sent", 9, "2026-03-02T10:00:00+08:00")
        let why = try explained("quote-overdue", [sent], at: "2026-03-02T11:00:00+08:00").why
        #expect(why.rule == "deadline.quote-overdue" && why.version == RuleSamples.version)
        #expect(why.events == [RuleSamples.id(9)])
        #expect(why.inputs.contains(.init("due", "2026-03-05T02:00:00Z")))
        #expect(why.description.contains("started by quote.sent"))
    }
}
