import DealtrailModel
import DealtrailSales

/// The events that the rules of the policy wait for.
extension EventSamples {
    private static let due = Timestamp(nanoseconds: 1_772_442_000_000_000_000)

    static let work: [any Event] = [
        CustomerFeedbackReceived(
            account: "acme", quote: "Q-17", version: 2, opportunity: "O-204", owner: "rep:lin", note: "too late"),
        QuoteOpened(
            quote: "Q-17", version: 2, seconds: 95, account: "acme", opportunity: "O-204", owner: "rep:lin"),
        CallConnected(
            call: "CL-8", account: "acme", lead: "L-31", owner: "rep:lin", opportunity: "O-204", seconds: 340,
            evidence: digest),
        MeetingHeld(
            meeting: "M-4", account: "acme", lead: "L-31", owner: "rep:lin", opportunity: "O-204", evidence: digest),
        TechnicalExchangeHeld(
            meeting: "M-4", account: "acme", opportunity: "O-204", quote: "Q-17", owner: "rep:lin", evidence: digest),
        WalkthroughHeld(
            meeting: "M-4", quote: "Q-17", version: 2, account: "acme", opportunity: "O-204", owner: "rep:lin",
            evidence: digest),
        ComplaintRecorded(
            complaint: "K-2", account: "acme", topic: "damaged-packaging", product: "P-7", note: "two of ten",
            order: "SO-12", quote: "Q-17", commitment: "CM-5", owner: "rep:lin"),
        FeasibilityAnswered(
            quote: "Q-17", version: 2, answer: .conditional, note: "with the older seal", account: "acme",
            opportunity: "O-204", owner: "rep:lin"),
        TouchpointOpened(
            touchpoint: "T-2", opportunity: "O-204", step: "need-confirmed", due: due, deliverable: "pain-notes",
            account: "acme", owner: "rep:lin"),
        TouchpointCompleted(
            touchpoint: "T-2", opportunity: "O-204", step: "need-confirmed", evidence: digest, account: "acme",
            owner: "rep:lin"),
        LeadCaptured(
            lead: "L-31", source: "community", campaign: "spring", keyword: "sample", score: "84.5", grade: "B",
            policyVersion: "2026.1", account: "acme"),
        LeadGraded(
            lead: "L-31", grade: "A", previous: "B", score: 90, reason: "met at the fair", policyVersion: "2026.1",
            owner: "rep:lin"),
        LeadAssigned(
            lead: "L-31", owner: "rep:lin", previous: "rep:chen", grade: "B", rule: "lead-b",
            explanation: "it is the turn of rep:lin", candidates: ["rep:chen", "rep:lin"], reason: "on leave",
            policyVersion: "2026.1"),
        LeadFirstResponseMade(lead: "L-31", owner: "rep:lin", assignedAt: due, grade: "B"),
        LeadFirstContactMade(lead: "L-31", owner: "rep:lin", grade: "B"),
        LeadConverted(lead: "L-31", account: "acme", opportunity: "O-204", owner: "rep:lin"),
        LeadDiscarded(lead: "L-31", reason: "no budget", owner: "rep:lin"),
        InstalmentScheduled(
            instalment: "C-3/1", contract: "C-3", due: due, amount: .cny("92.50"), account: "acme",
            opportunity: "O-204", owner: "rep:lin"),
        PaymentRequested(
            instalment: "C-3/1", contract: "C-3", amount: .cny("92.50"), account: "acme", owner: "rep:lin"),
        PaymentReceived(
            payment: "PY-9", contract: "C-3", amount: .cny("92.50"), instalment: "C-3/1", account: "acme",
            owner: "rep:lin"),
        AccountClaimed(account: "acme", owner: "rep:lin", promise: "weekly-interaction", policyVersion: "2026.1"),
        AccountReleased(
            account: "acme", owner: "rep:lin", cause: .handedBack, reason: "too far away", explanation: "missed",
            policyVersion: "2026.1"),
        CommitmentMade(
            commitment: "CM-5", due: due, what: "a trial on site", account: "acme", opportunity: "O-204",
            contract: "C-3", voiceNote: "VN-6", owner: "rep:lin"),
        CommitmentExtended(
            commitment: "CM-5", due: due, previous: Timestamp(nanoseconds: 0), evidence: digest, reason: "customs",
            account: "acme", opportunity: "O-204", contract: "C-3", voiceNote: "VN-6", owner: "rep:lin"),
        CommitmentFulfilled(
            commitment: "CM-5", promised: due, evidence: digest, account: "acme", opportunity: "O-204",
            contract: "C-3", voiceNote: "VN-6", owner: "rep:lin"),
        TicketOpened(
            ticket: "TK-7", category: "technical-support", note: "the seal leaks", account: "acme", contract: "C-3",
            opportunity: "O-204", commitment: "CM-5", owner: "rep:lin"),
        TicketAnswered(
            ticket: "TK-7", category: "technical-support", account: "acme", contract: "C-3", opportunity: "O-204",
            commitment: "CM-5", owner: "rep:lin"),
        TicketResolved(
            ticket: "TK-7", category: "technical-support", note: "replaced", account: "acme", contract: "C-3",
            opportunity: "O-204", commitment: "CM-5", owner: "rep:lin"),
        VoiceNoteCaptured(
            voiceNote: "VN-6", account: "acme", opportunity: "O-204", owner: "rep:lin", evidence: digest),
        InvoiceRequested(
            invoice: "IV-1", contract: "C-3", amount: .cny("92.50"), gates: ["invoice"], policyVersion: "2026.1",
            account: "acme", owner: "rep:lin"),
        AuthorityDelegated(
            delegation: "D-1", from: "manager:wu", to: "rep:lin", validFrom: due,
            validUntil: Timestamp(nanoseconds: due.nanoseconds + 1), limit: .cny("92.50"), reason: "on leave"),
        AuthorityRevoked(delegation: "D-1", from: "manager:wu", to: "rep:lin", reason: "back again"),
    ]

    static let sparseWork: [any Event] = [
        CustomerFeedbackReceived(account: "acme"),
        QuoteOpened(quote: "Q-17", version: 2),
        CallConnected(call: "CL-8"),
        MeetingHeld(meeting: "M-4"),
        TechnicalExchangeHeld(meeting: "M-4", account: "acme"),
        WalkthroughHeld(meeting: "M-4", quote: "Q-17"),
        ComplaintRecorded(complaint: "K-2", account: "acme", topic: "delay"),
        FeasibilityAnswered(quote: "Q-17", answer: .feasible),
        TouchpointOpened(touchpoint: "T-2", opportunity: "O-204", step: "need-confirmed", due: due),
        TouchpointCompleted(touchpoint: "T-2", opportunity: "O-204"),
        LeadCaptured(lead: "L-31"),
        LeadGraded(lead: "L-31", grade: "A"),
        LeadAssigned(lead: "L-31", owner: "rep:lin"),
        LeadFirstResponseMade(lead: "L-31"),
        LeadFirstContactMade(lead: "L-31"),
        LeadConverted(lead: "L-31"),
        LeadDiscarded(lead: "L-31"),
        InstalmentScheduled(instalment: "C-3/1", contract: "C-3", due: due),
        PaymentRequested(instalment: "C-3/1"),
        PaymentReceived(payment: "PY-9", contract: "C-3", amount: .cny(1)),
        AccountClaimed(account: "acme", owner: "rep:lin"),
        AccountReleased(account: "acme"),
        CommitmentMade(commitment: "CM-5", due: due),
        CommitmentExtended(commitment: "CM-5", due: due),
        CommitmentFulfilled(commitment: "CM-5"),
        TicketOpened(ticket: "TK-7", category: "sample"),
        TicketAnswered(ticket: "TK-7"),
        TicketResolved(ticket: "TK-7"),
        VoiceNoteCaptured(voiceNote: "VN-6", account: "acme"),
        InvoiceRequested(invoice: "IV-1", contract: "C-3"),
        AuthorityDelegated(delegation: "D-1", from: "manager:wu", to: "rep:lin", validFrom: due, validUntil: due),
        AuthorityRevoked(delegation: "D-1"),
    ]
}
