import DealtrailModel
import DealtrailSales

/// Commands about what the rules of the policy wait for.
extension CommandSamples {
    private static let due = Timestamp(nanoseconds: 1_772_442_000_000_000_000)

    static let work: [any Command] = [
        Customer.receiveFeedback(from: "acme", to: "Q-17", version: 2, note: "too late"),
        Quote.recordOpening("Q-17", version: 2, seconds: 95),
        Call.connect(
            "CL-8", with: "acme", lead: "L-31", by: "rep:lin", about: "O-204", seconds: 340, recording: digest),
        Meeting.hold("M-4", with: "acme", lead: "L-31", by: "rep:lin", about: "O-204", minutes: digest),
        TechnicalExchange.hold("M-4", with: "acme", about: "O-204", quote: "Q-17", by: "rep:lin", minutes: digest),
        Walkthrough.hold("M-4", of: "Q-17", version: 2, by: "rep:lin", minutes: digest),
        Complaint.record(
            "K-2", of: "acme", about: "damaged-packaging", product: "P-7", note: "two of ten", order: "SO-12",
            quote: "Q-17", commitment: "CM-5"),
        Feasibility.answer("Q-17", .conditional, version: 2, note: "with the older seal"),
        Touchpoint.open(
            "T-2", of: "O-204", step: "need-confirmed", due: due, deliverable: "pain-notes", by: "rep:lin"),
        Touchpoint.complete("T-2", with: digest),
        Lead.capture("L-31", from: "community", campaign: "spring", keyword: "sample", score: "84.5", account: "acme"),
        Lead.grade("L-31", score: 90, as: "A", reason: "met at the fair"),
        Lead.assign("L-31", by: "lead-b", among: ["rep:chen", "rep:lin"], reason: "on leave"),
        Lead.respond(to: "L-31"),
        Lead.contact("L-31"),
        Lead.convert("L-31", into: "acme", opportunity: "O-204"),
        Lead.discard("L-31", reason: "no budget"),
        Contract.schedulePayments("C-3", [.init("C-3/1", due: due, amount: .cny("92.50"))]),
        Payment.request("C-3/1"),
        Payment.receive("PY-9", for: "C-3", amount: .cny("92.50"), instalment: "C-3/1"),
        Account.claim("acme", by: "rep:lin", promise: "weekly-interaction"),
        Account.release("acme", .handedBack, reason: "too far away"),
        Commitment.make(
            "CM-5", to: "acme", due: due, "a trial on site", opportunity: "O-204", contract: "C-3", from: "VN-6",
            by: "rep:lin"),
        Commitment.extend("CM-5", to: due, consent: digest, reason: "customs"),
        Commitment.fulfil("CM-5", shown: digest),
        Ticket.open(
            "TK-7", "technical-support", note: "the seal leaks", for: "acme", contract: "C-3", opportunity: "O-204",
            keeping: "CM-5"),
        Ticket.answer("TK-7"),
        Ticket.resolve("TK-7", note: "replaced"),
        VoiceNote.capture("VN-6", about: "acme", recording: digest, opportunity: "O-204", by: "rep:lin"),
        Contract.attachEvidence("contract-scan", digest: digest, to: "C-3", mediaType: "application/pdf"),
        Invoice.request("IV-1", for: "C-3", amount: .cny("92.50"), approval: "A-9"),
        Authority.delegate(
            "D-1", from: "manager:wu", to: "rep:lin", limit: .cny("92.50"), validFrom: due, validUntil: due,
            reason: "on leave"),
        Authority.revoke("D-1", reason: "back again"),
    ]

    static let sparseWork: [any Command] = [
        Customer.receiveFeedback(from: "acme"), Quote.recordOpening("Q-17"), Call.connect("CL-8"), Meeting.hold("M-4"),
        TechnicalExchange.hold("M-4", with: "acme"), Walkthrough.hold("M-4", of: "Q-17"),
        Complaint.record("K-2", of: "acme", about: "delay"), Feasibility.answer("Q-17", .feasible),
        Touchpoint.open("T-2", of: "O-204", step: "need-confirmed", due: due), Touchpoint.complete("T-2"),
        Lead.capture("L-31", from: "community"), Lead.grade("L-31"), Lead.assign("L-31", to: "rep:lin"),
        Lead.convert("L-31", into: "acme"), Payment.receive("PY-9", for: "C-3", amount: .cny(1)),
        Account.claim("acme"), Account.release("acme", .inactivity), Commitment.make("CM-5", to: "acme", due: due, "x"),
        Commitment.extend("CM-5", to: due), Commitment.fulfil("CM-5"), Ticket.open("TK-7", "sample"),
        Ticket.resolve("TK-7"), VoiceNote.capture("VN-6", about: "acme", recording: digest),
        Contract.attachEvidence("contract-scan", digest: digest, to: "C-3"),
        Invoice.request("IV-1", for: "C-3", amount: .cny(1)),
        Authority.delegate("D-1", to: "rep:lin", validUntil: due), Authority.revoke("D-1"),
    ]
}
