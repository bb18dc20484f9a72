import DealtrailModel
import DealtrailSales

/// One command of every kind with all of its fields, and one with only those that must be there.
enum CommandSamples {
    static let digest = EventSamples.digest

    static let full: [any Command] =
        accounts + opportunities + activities + prices + quotes + others + work + messages
        + alerts

    private static let accounts: [any Command] = [
        Account.create("acme", owner: "rep:lin", tier: "A", industry: "retail", region: "east"),
        Account.tier("acme", as: "A", reason: "strategic"),
        Account.changeOwner("acme", to: "rep:lin", reason: "handover"),
        Account.merge("acme-2", into: "acme", reason: "one tax number"),
        Account.split("acme-2", from: "acme", reason: "two branches"),
    ]

    private static let opportunities: [any Command] = [
        Pipeline.define(
            "standard", version: 2,
            stages: [
                PipelineStage("lead-registered"), PipelineStage("need-confirmed", requires: ["requirement-document"]),
            ]),
        Opportunity.create(
            "O-204", pipeline: "standard", account: "acme", owner: "rep:lin", product: "P-7", amount: .cny("92.50"),
            quantity: "12.5"),
        Opportunity.advance("O-204", to: "need-confirmed", reason: "the scope is settled"),
        Opportunity.changeOwner("O-204", to: "rep:lin", reason: "handover"),
        Opportunity.win("O-204", amount: .cny("92.50"), quantity: "12.5", atList: .cny("95.00")),
        Opportunity.lose("O-204", reason: "price"),
        Opportunity.reopen("O-204", at: "need-confirmed", reason: "the customer came back"),
    ]

    private static let activities: [any Command] = [
        Visit.checkIn(
            "V-31", at: "acme", nonce: "7f21", by: "rep:lin", about: "O-204", latitude: "31.2304",
            longitude: "121.4737"),
        Visit.complete("V-31", outcome: .effective, evidence: digest),
        Evidence.attach(
            "requirement-document", digest: digest, to: "O-204", mediaType: "application/pdf", visit: "V-31"),
        Satisfaction.record("acme", score: 85, source: "survey"),
        CompetitorOffer.report(
            "acme", product: "P-7", price: .cny("92.50"), competitor: "Globex", quote: "Q-17", opportunity: "O-204"),
    ]

    private static let prices: [any Command] = [
        PriceList.set("2026", product: "P-7", to: .cny("92.50"), field: "floor"),
        PriceList.change(
            "2026", product: "P-7", to: .cny("92.50"), reason: "steel", approver: "manager:wu", field: "floor"),
        PriceList.remove("2026", product: "P-7", reason: "sold out", field: "floor"),
    ]

    private static let quotes: [any Command] = [
        Quote.create("Q-17", account: "acme", opportunity: "O-204", owner: "rep:lin", currency: .cny),
        Quote.addLine("Q-17", line: "L-2", product: "P-7", quantity: "12.5", at: .cny("92.50"), list: "2026"),
        Quote.removeLine("Q-17", line: "L-2", reason: "other quantity"),
        Quote.changePrice(
            "Q-17", line: "L-2", to: .cny("92.50"), reason: "competitor offer", cause: .competitorOffer),
        Quote.applyDiscount("Q-17", percent: "12.5", line: "L-2", reason: "volume", cause: .negotiation),
        Quote.submit("Q-17"),
        Quote.send("Q-17", document: digest),
        Quote.accept("Q-17", version: 2),
        Quote.reject("Q-17", version: 2, reason: "price"),
        Quote.expire("Q-17", version: 2),
    ]

    private static let delivered = MessageDelivered(
        key: EventSamples.messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2),
        attempt: 3, status: 202)
    private static let failed = MessageFailed(
        key: EventSamples.messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2),
        attempt: 2, reason: "the receiver answered 503", status: 503,
        nextAttempt: Timestamp(nanoseconds: 1_771_119_000_000_000_000))
    private static let dead = MessageDeadLettered(
        key: EventSamples.messageKey, reaction: "erp-orders", endpoint: "erp", event: EventID(high: 1, low: 2),
        attempts: 8, cause: .exhausted, reason: "the receiver answered 503", status: 503)
    private static let applied = ReactionApplied(
        key: EventSamples.messageKey, reaction: "erp-orders", event: EventID(high: 1, low: 2),
        command: "quote.expire", outcome: .unchanged)

    private static let messages: [any Command] = [
        Reaction.enable("erp-orders", version: "2", definition: digest, from: 1_200),
        Reaction.disable("erp-orders", reason: "the receiver moves"),
        Reaction.record(applied),
        Message.record(delivered),
        Message.record(failed),
        Message.record(dead),
        Message.resend(EventSamples.messageKey, of: "erp-orders", reason: "the receiver is back"),
        Outbox.claim("0123456789abcdef0123456789abcdef", resumeFrom: 1_200),
    ]

    private static let others: [any Command] = [
        Approval.request(
            "A-9", for: "Q-17", customer: "acme", standardQuote: .cny("9500.00"), requestedDiscount: "5.3",
            expectedMargin: "18.4", riskNote: "payment may be late",
            approvers: ["regional-manager": "manager:sun", "finance-supervisor": "finance:zhao"]),
        Approval.view("A-9"),
        Approval.decide("A-9", .approved, comment: "within budget"),
        Approval.withdraw("A-9", reason: "settled otherwise"),
        Contract.sign("C-3", quote: "Q-17", version: 2, amount: .cny("92.50"), fingerprint: digest),
        Order.place("SO-12", account: "acme", amount: .cny("92.50"), contract: "C-3"),
        Policy.publish(
            "sales", version: "2026.1", digest: digest, summary: "stricter band",
            effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000)),
        Policy.activate(
            "sales", version: "2026.1", effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000),
            reason: "agreed on Monday"),
        Policy.retire(
            "sales", version: "2026.1", effectiveFrom: Timestamp(nanoseconds: 1_771_119_000_000_000_000),
            reason: "too strict"),
        AuthorKey.register(EventSamples.key, of: "rep:lin"),
        AuthorKey.rotate(to: EventSamples.key, of: "rep:lin", reason: "new phone"),
        AuthorKey.revoke(EventSamples.key, of: "rep:lin", reason: "lost phone"),
        PrivateNote.add("N-1", about: "acme", opportunity: "O-204", text: EventSamples.sealed),
        Policy.recordImpact(EventSamples.impact),
        Representative.assign("rep:lin", team: "hospitals", region: "east", reason: "new territory"),
        Material.publish("solution-deck", version: "v2", document: digest, summary: "three more fields"),
        Material.rollBack("solution-deck", to: "v1", reason: "nobody fills them in"),
        Material.use("solution-deck", for: "O-204", version: "v2"),
        Subject.erase("rep:lin", keys: [digest, EventSamples.sealed.commitment], reason: "request 17"),
    ]

    /// Those that have fields which may be left out, without them.
    static let sparse: [any Command] =
        [
            Account.create("acme"), Account.tier("acme", as: "A", purchases: .cny(500_000)),
            Opportunity.create("O-204"),
            Opportunity.advance("O-204", to: "need-confirmed"), Opportunity.win("O-204", amount: .cny("92.50")),
            Opportunity.reopen("O-204", reason: "again"), Visit.checkIn("V-31", at: "acme", nonce: "7f21"),
            Visit.complete("V-31"), Evidence.attach("requirement-document", digest: digest, to: "O-204"),
            Satisfaction.record("acme", score: 0), CompetitorOffer.report("acme"),
            PriceList.set("2026", product: "P-7", to: .cny(1)),
            PriceList.change("2026", product: "P-7", to: .cny(1), reason: "steel"),
            PriceList.remove("2026", product: "P-7", reason: "sold out"),
            Quote.create("Q-17", account: "acme"),
            Quote.addLine("Q-17", line: "L-2", product: "P-7", quantity: 1), Quote.removeLine("Q-17", line: "L-2"),
            Quote.changePrice("Q-17", line: "L-2", to: .cny(1), reason: "offer"),
            Quote.applyDiscount("Q-17", percent: 1, reason: "volume"), Quote.send("Q-17"), Quote.accept("Q-17"),
            Quote.reject("Q-17"), Quote.expire("Q-17"), Approval.request("A-9", for: "Q-17", approvers: [:]),
            Approval.decide("A-9", .rejected), Contract.sign("C-3", quote: "Q-17", amount: .cny(1)),
            Order.place("SO-12", account: "acme", amount: .cny(1)),
            Policy.publish("sales", version: "1", digest: digest, awaitsActivation: true),
            Policy.activate("sales", version: "1"), Policy.retire("sales", version: "1", reason: "too strict"),
            Representative.assign("rep:lin", team: nil),
            Material.publish("solution-deck", version: "v2"), Material.rollBack("solution-deck", reason: "too long"),
            Material.use("solution-deck", for: "O-204"),
            AuthorKey.rotate(to: EventSamples.key, of: "rep:lin"),
            PrivateNote.add("N-1", about: "acme", text: EventSamples.sealed),
            Reaction.enable("erp-orders", version: "2"),
            Message.resend(EventSamples.messageKey, of: "erp-orders"),
            Outbox.claim("0123456789abcdef0123456789abcdef"),
        ] + sparseWork + sparseAlerts
}
