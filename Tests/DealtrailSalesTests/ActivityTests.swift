import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// What is done with customers, and what they do: feedback, openings, calls, meetings, complaints, feasibility.
@Suite struct ActivityTests {
    private let minutes = ContentDigest(of: Array("minutes".utf8))
    private let other = ContentDigest(of: Array("other".utf8))
    private let lead = LeadCaptured(lead: "L-1", source: "fair")
    private let opportunity = OpportunityCreated(opportunity: "O-1", pipeline: "standard", pipelineVersion: 1)
    private let quote = given(
        Scenario.account, Scenario.created, Scenario.line(), QuoteSent(quote: "Q-17", version: 1, account: "acme"),
        QuoteVersionStarted(quote: "Q-17", version: 2, account: "acme"),
        QuoteSent(quote: "Q-17", version: 2, account: "acme"))

    // MARK: - Feedback and openings

    @Test func `Feedback to a quote is about the version that was sent last, unless it says which`() throws {
        try quote.when(Customer.receiveFeedback(to: "Q-17", note: "too late"))
            .then(
                CustomerFeedbackReceived(account: "acme", quote: "Q-17", version: 2, owner: "rep:lin", note: "too late")
            )
        try quote.when(Customer.receiveFeedback(to: "Q-17", version: 1))
            .then(CustomerFeedbackReceived(account: "acme", quote: "Q-17", version: 1, owner: "rep:lin"))
        for version in [0, 3] {
            try quote.when(Customer.receiveFeedback(to: "Q-17", version: version)).thenRefused("quote.not-sent")
        }
        try given(Scenario.account, Scenario.created).when(Customer.receiveFeedback(to: "Q-17"))
            .thenRefused("quote.not-sent")
        try given(Scenario.account).when(Customer.receiveFeedback(to: "Q-17")).thenRefused("quote.unknown")
    }

    @Test func `Feedback is somebody's`() throws {
        try given(Scenario.account).when(Customer.receiveFeedback(from: "acme"))
            .then(CustomerFeedbackReceived(account: "acme"))
        try given().when(Customer.receiveFeedback(from: "acme")).thenRefused("account.unknown")
        try given().when(Customer.receiveFeedback()).thenRefused("feedback.no-customer")
        try quote.when(Customer.receiveFeedback(from: "globex", to: "Q-17")).thenRefused("feedback.other-customer")
        // An imported quote may not say whose it is.
        let imported = given(QuoteCreated(quote: "Q-1"), QuoteSent(quote: "Q-1", version: 1))
        try imported.when(Customer.receiveFeedback(to: "Q-1")).thenRefused("feedback.no-customer")
        try imported.when(Customer.receiveFeedback(from: "acme", to: "Q-1"))
            .then(CustomerFeedbackReceived(account: "acme", quote: "Q-1", version: 1))
    }

    @Test func `Each opening of a sent version counts`() throws {
        let opened = QuoteOpened(quote: "Q-17", version: 2, seconds: 0, account: "acme", owner: "rep:lin")
        try quote.when(Quote.recordOpening("Q-17", seconds: 0)).then(opened)
            .when(Quote.recordOpening("Q-17", seconds: 0)).then(opened)
        try quote.when(Quote.recordOpening("Q-17", seconds: -1)).thenRefused("quote.opening-length")
        try quote.when(Quote.recordOpening("Q-17", version: 3)).thenRefused("quote.not-sent")
        try given(Scenario.created).when(Quote.recordOpening("Q-17")).thenRefused("quote.not-sent")
        try given().when(Quote.recordOpening("Q-17")).thenRefused("quote.unknown")
    }

    // MARK: - Calls and meetings

    @Test func `A recording that comes later records the call once more, and there is only one`() throws {
        let call = CallConnected(call: "CL-1", account: "acme", owner: "rep:lin", opportunity: "O-1", seconds: 340)
        let first = try given(Scenario.account, opportunity)
            .when(Call.connect("CL-1", with: "acme", about: "O-1", seconds: 340), by: Scenario.lin).then(call)
        try first.when(Call.connect("CL-1", with: "acme", about: "O-1", seconds: 340), by: Scenario.chen).thenNothing()
        let shown = Call.connect("CL-1", with: "acme", about: "O-1", seconds: 340, recording: minutes)
        let second = try first.when(shown, by: Scenario.chen)
            .then(
                CallConnected(
                    call: "CL-1", account: "acme", owner: "rep:lin", opportunity: "O-1", seconds: 340,
                    evidence: minutes))
        try second.when(shown).thenNothing()
        try second.when(Call.connect("CL-1", with: "acme", about: "O-1", seconds: 340)).thenNothing()
        try second.when(Call.connect("CL-1", with: "acme", about: "O-1", seconds: 340, recording: other))
            .thenRefused("call.exists")
        try second.when(Call.connect("CL-1", with: "acme", about: "O-1", seconds: 341)).thenRefused("call.exists")
    }

    @Test func `A call is with somebody who is there`() throws {
        let there = given(Scenario.account, lead)
        try there.when(Call.connect("CL-1", lead: "L-1"), by: Scenario.lin)
            .then(CallConnected(call: "CL-1", lead: "L-1", owner: "rep:lin"))
        try there.when(Call.connect("CL-1")).thenRefused("activity.no-customer")
        try there.when(Call.connect("CL-1", with: "globex")).thenRefused("account.unknown")
        try there.when(Call.connect("CL-1", lead: "L-2")).thenRefused("lead.unknown")
        try there.when(Call.connect("CL-1", with: "acme", about: "O-1")).thenRefused("opportunity.unknown")
        try there.when(Call.connect("CL-1", with: "acme", seconds: 0)).accepted()
        try there.when(Call.connect("CL-1", with: "acme", seconds: -1)).thenRefused("call.length")
        try there.when(Call.connect("", with: "acme")).thenRefused("name.invalid")
    }

    @Test func `A meeting is held once, and its minutes may come later`() throws {
        let held = try given(Scenario.account, lead).when(Meeting.hold("M-1", with: "acme", by: "rep:chen"))
            .then(MeetingHeld(meeting: "M-1", account: "acme", owner: "rep:chen"))
        try held.when(Meeting.hold("M-1", with: "acme")).thenNothing()
        try held.when(Meeting.hold("M-1", with: "acme", minutes: minutes))
            .then(MeetingHeld(meeting: "M-1", account: "acme", owner: "rep:chen", evidence: minutes))
        try held.when(Meeting.hold("M-1", with: "acme", by: "rep:lin")).thenRefused("meeting.exists")
        try held.when(Meeting.hold("M-2", lead: "L-1")).then(kinds: "meeting.held")
        try held.when(Meeting.hold("M-2")).thenRefused("activity.no-customer")
        try given().when(Meeting.hold("M-2", with: "acme")).thenRefused("account.unknown")
    }

    @Test func `A technical exchange may be about a quote`() throws {
        let exchange = TechnicalExchange.hold("M-1", with: "acme", quote: "Q-17", minutes: minutes)
        let held = try quote.when(exchange, by: Scenario.lin)
            .then(
                TechnicalExchangeHeld(
                    meeting: "M-1", account: "acme", quote: "Q-17", owner: "rep:lin", evidence: minutes))
        try held.when(exchange, by: Scenario.lin).thenNothing()
        try held.when(TechnicalExchange.hold("M-1", with: "acme")).thenRefused("technical-exchange.exists")
        try given(Scenario.account).when(exchange).thenRefused("quote.unknown")
        try given(Scenario.created).when(exchange).thenRefused("account.unknown")
    }

    @Test func `A walkthrough is of what was sent, and with its minutes it is shown`() throws {
        let held = try quote.when(Walkthrough.hold("M-1", of: "Q-17", version: 1), by: Scenario.chen)
            .then(WalkthroughHeld(meeting: "M-1", quote: "Q-17", version: 1, account: "acme", owner: "rep:lin"))
        // The minutes are those of the version that was walked through, though another has been sent since.
        try held.when(Walkthrough.hold("M-1", of: "Q-17", minutes: minutes))
            .then(
                WalkthroughHeld(
                    meeting: "M-1", quote: "Q-17", version: 1, account: "acme", owner: "rep:lin", evidence: minutes))
        try held.when(Walkthrough.hold("M-1", of: "Q-17", version: 2)).thenRefused("walkthrough.exists")
        try given(Scenario.created).when(Walkthrough.hold("M-1", of: "Q-17")).thenRefused("quote.not-sent")
        try given().when(Walkthrough.hold("M-1", of: "Q-17")).thenRefused("quote.unknown")
    }

    @Test func `What shows a visit may be handed in after its end`() throws {
        let ended = given(
            Scenario.account, VisitCheckedIn(visit: "V-1", account: "acme", owner: "rep:lin"),
            VisitCompleted(visit: "V-1", account: "acme", owner: "rep:lin", outcome: .effective))
        let shown = try ended.when(Visit.complete("V-1", outcome: .effective, evidence: minutes))
            .then(
                VisitCompleted(
                    visit: "V-1", account: "acme", owner: "rep:lin", outcome: .effective, evidence: minutes))
        try shown.when(Visit.complete("V-1", outcome: .effective)).thenNothing()
        try shown.when(Visit.complete("V-1", outcome: .effective, evidence: other)).thenRefused("visit.completed")
    }

    // MARK: - Complaints and feasibility

    @Test func `A complaint names its topic, and is recorded once`() throws {
        let complaint = Complaint.record("K-1", of: "acme", about: "damaged-packaging", product: "P-7")
        let recorded = try given(Scenario.account).when(complaint)
            .then(
                ComplaintRecorded(
                    complaint: "K-1", account: "acme", topic: "damaged-packaging", product: "P-7", owner: "rep:lin"))
        try recorded.when(complaint).thenNothing()
        // The account has gone to somebody else since: it is the same complaint.
        try recorded.and(AccountOwnerChanged(account: "acme", owner: "rep:chen")).when(complaint).thenNothing()
        try recorded.when(Complaint.record("K-1", of: "acme", about: "delay")).thenRefused("complaint.exists")
        try given().when(complaint).thenRefused("account.unknown")
        try given(Scenario.account).when(Complaint.record("K-1", of: "acme", about: "")).thenRefused("name.invalid")
    }

    @Test func `What a complaint is about is there`() throws {
        let about = Complaint.record(
            "K-1", of: "acme", about: "delay", order: "SO-1", quote: "Q-17", commitment: "CM-1")
        let order = OrderPlaced(order: "SO-1", account: "acme")
        let promise = CommitmentMade(commitment: "CM-1", due: GivenWhenThen.monday)
        try given(Scenario.account, order, Scenario.created, promise).when(about).then(kinds: "complaint.recorded")
        try given(Scenario.account, Scenario.created, promise).when(about).thenRefused("order.unknown")
        try given(Scenario.account, order, promise).when(about).thenRefused("quote.unknown")
        try given(Scenario.account, order, Scenario.created).when(about).thenRefused("commitment.unknown")
    }

    @Test func `Whether it can be made is said for a version, with words unless it is a plain yes`() throws {
        let yes = FeasibilityAnswered(
            quote: "Q-17", version: 2, answer: .feasible, account: "acme", owner: "rep:lin")
        let answered = try quote.when(Feasibility.answer("Q-17", .feasible)).then(yes)
        try answered.when(Feasibility.answer("Q-17", .feasible)).thenNothing()
        try answered.when(Feasibility.answer("Q-17", .infeasible, note: "no such seal"))
            .then(kinds: "feasibility.answered")
            .when(Feasibility.answer("Q-17", .feasible)).then(yes)
        try quote.when(Feasibility.answer("Q-17", .conditional, note: " ")).thenRefused("feasibility.note-required")
        try quote.when(Feasibility.answer("Q-17", .infeasible)).thenRefused("feasibility.note-required")
        for version in [0, 3] {
            try quote.when(Feasibility.answer("Q-17", .feasible, version: version))
                .thenRefused("quote.unknown-version")
        }
        // Before it is sent, it is about what is edited.
        try given(Scenario.created).when(Feasibility.answer("Q-17", .feasible))
            .then(
                FeasibilityAnswered(quote: "Q-17", version: 1, answer: .feasible, account: "acme", owner: "rep:lin"))
        try given().when(Feasibility.answer("Q-17", .feasible)).thenRefused("quote.unknown")
    }
}
