import DealtrailModel
import DealtrailReports
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews

/// Scenario 1 of the acceptance list, with everything that a report may have to show.
enum Scenario {
    static let now = time("2026-03-31T16:00:00Z")
    static let rules = ContentDigest(of: [1])

    static func trail() throws -> TestTrail {
        var trail = TestTrail()
        try accounts(&trail)
        try quotes(&trail)
        try opportunities(&trail)
        return trail
    }

    private static func accounts(_ trail: inout TestTrail) throws {
        try trail.append(AccountCreated(account: "acme", owner: "rep:lin", tier: "A"), at: .at("2025-01-10T09:00:00Z"))
        try trail.append(AccountCreated(account: "华东医院", owner: "rep:wang"), at: .at("2025-02-10T09:00:00Z"))
        try trail.append(
            OrderPlaced(order: "O-1", account: "acme", amount: .cny("412000.00")), at: .at("2025-03-20T00:00:00Z"))
        try trail.append(
            OrderPlaced(order: "O-2", account: "acme", amount: .cny("96000.50")), at: .at("2025-11-02T00:00:00Z"))
        try trail.append(
            SatisfactionRecorded(account: "acme", score: 85, source: "survey"), at: .at("2026-01-15T00:00:00Z"))
        try trail.append(
            VisitCheckedIn(visit: "V-1", account: "acme"), at: .at("2026-03-01T08:30:00+08:00"))
        try trail.append(
            SatisfactionRecorded(account: "acme", score: 40, source: "service-ticket"),
            at: .at("2026-03-25T00:00:00Z"))
        try trail.append(VisitCompleted(visit: "V-2", account: "华东医院"), at: .at("2026-03-29T10:00:00+08:00"))
    }

    private static func quotes(_ trail: inout TestTrail) throws {
        try trail.append(
            PriceListEntrySet(list: "2026", product: "P-7", price: .cny("1290.00")), by: "pricing:zhao",
            at: .at("2026-01-01T00:00:00+08:00"))
        for (quote, rep, price) in [
            ("Q-1", "rep:lin", "1290.00"), ("Q-2", "rep:wang", "1180.00"), ("Q-3", "rep:zhao", "1000.00"),
        ] {
            let price = Money(ScaledDecimal(price) ?? 0, .cny)
            try trail.append(
                QuoteCreated(quote: QuoteID(quote), account: "acme", owner: ActorID(rep), currency: .cny),
                QuoteLineAdded(
                    quote: QuoteID(quote), line: "L-1", product: "P-7", quantity: 10, listPrice: .cny("1290.00"),
                    unitPrice: price, account: "acme", list: "2026"), by: Author(ActorID(rep)),
                at: .at("2026-03-02T09:00:00+08:00"), rules: rules)
        }
        try trail.append(
            QuoteLinePriceChanged(
                quote: "Q-1", line: "L-1", product: "P-7", old: .cny("1290.00"), new: .cny("1248.00"),
                reason: "competitor offer\u{1b}[31m", cause: .competitorOffer, account: "acme"),
            by: Author("rep:lin", onBehalfOf: "manager:wu", channel: .mobile), at: .at("2026-03-05T18:40:00+08:00"),
            rules: rules)
        let terms = [QuoteLineTerms(line: "L-1", product: "P-7", quantity: 10, unitPrice: .cny("1248.00"))]
        try trail.append(
            ApprovalStepDecided(
                approval: "A-1", quote: "Q-1", step: 0, role: "regional-manager", decision: .approved,
                approver: "manager:sun"),
            ApprovalGranted(approval: "A-1", quote: "Q-1", fingerprint: QuoteFingerprint.of(terms)),
            by: "manager:sun", at: .at("2026-03-06T09:00:00+08:00"))
        try trail.append(
            QuoteSent(quote: "Q-1", version: 1, document: ContentDigest(of: [2]), account: "acme"), by: "rep:lin",
            at: .at("2026-03-06T10:00:00+08:00"))
        try trail.append(
            QuoteLineRemoved(quote: "Q-2", line: "L-1", product: "P-7", lastPrice: .cny("1180.00"), account: "acme"),
            by: "rep:wang", at: .at("2026-03-07T10:00:00+08:00"))
        try trail.append(
            QuoteLineAdded(
                quote: "Q-2", line: "L-2", product: "P-7", quantity: 10, unitPrice: .cny("1120.00"), account: "acme"),
            by: "rep:wang", at: .at("2026-03-07T10:05:00+08:00"))
        let change = try trail.append(
            PriceListEntryChanged(
                list: "2026", product: "P-7", old: .cny("1290.00"), new: .cny("1350.00"), reason: "raw material"),
            by: "pricing:zhao", at: .at("2026-03-10T00:00:00+08:00"))
        try trail.append(
            QuoteRepriced(
                quote: "Q-4", line: "L-1", product: "P-7", old: .cny("1290.00"), new: .cny("1350.00"), list: "2026"),
            by: Author("rule:reprice", kind: .automation), at: .at("2026-03-10T00:00:00+08:00"), cause: change.first)
        try trail.append(
            QuoteLinePriceChanged(quote: "PO-9", line: "10", old: nil, new: nil),
            by: Author("user_146", kind: .claimed, channel: .import), at: .unknown,
            provenance: .imported(file: "cases.csv", row: 7, digest: rules))
    }

    private static func opportunities(_ trail: inout TestTrail) throws {
        let stages = [PipelineStage("lead"), PipelineStage("demo"), PipelineStage("offer")]
        let plan: [(String, String?, [(String, Int)], Bool?, String?)] = [
            ("O-1", "rep:lin", [("lead", 2), ("demo", 5), ("offer", 14)], true, "1248.00"),
            ("O-2", "rep:lin", [("lead", 3), ("offer", 9)], false, nil),
            ("O-3", "rep:wang", [("lead", 8), ("demo", 12), ("lead", 20)], nil, nil), ("O-4", nil, [], nil, nil),
        ]
        for (id, owner, visits, end, amount) in plan {
            let id = OpportunityID(id)
            try trail.append(
                OpportunityCreated(
                    opportunity: id, pipeline: "standard", pipelineVersion: 1, stages: stages, account: "acme",
                    owner: owner.map { ActorID($0) }, product: "P-7", quantity: 1),
                at: visits.isEmpty ? .unknown : .at("2026-01-01T00:00:00Z"))
            for (stage, day) in visits {
                try trail.append(OpportunityStageEntered(opportunity: id, stage: StageName(stage)), at: Self.day(day))
            }
            let amount = amount.flatMap { ScaledDecimal($0) }.map { Money.cny($0) }
            switch end {
            case true?: try trail.append(OpportunityWon(opportunity: id, amount: amount), at: Self.day(30))
            case false?: try trail.append(OpportunityLost(opportunity: id, reason: "price"), at: Self.day(15))
            case nil: break
            }
        }
    }

    private static func day(_ day: Int) -> OccurredAt {
        .at(time("2026-01-01T00:00:00Z").advanced(by: .seconds(day * 86_400)))
    }
}
