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
    ]

    static let sparseWork: [any Command] = [
        Customer.receiveFeedback(from: "acme"), Quote.recordOpening("Q-17"), Call.connect("CL-8"), Meeting.hold("M-4"),
        TechnicalExchange.hold("M-4", with: "acme"), Walkthrough.hold("M-4", of: "Q-17"),
        Complaint.record("K-2", of: "acme", about: "delay"), Feasibility.answer("Q-17", .feasible),
        Touchpoint.open("T-2", of: "O-204", step: "need-confirmed", due: due), Touchpoint.complete("T-2"),
        Lead.capture("L-31", from: "community"), Lead.grade("L-31"), Lead.assign("L-31", to: "rep:lin"),
        Lead.convert("L-31", into: "acme"), Payment.receive("PY-9", for: "C-3", amount: .cny(1)),
    ]
}
