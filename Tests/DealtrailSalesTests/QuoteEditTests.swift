import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct QuoteEditTests {
    let open = Scenario.quote(at: .cny("100.00"))

    @Test func `A quote needs its account and opportunity`() throws {
        let create = Quote.create("Q-17", account: "acme")
        try given(Scenario.account).when(create, by: Scenario.lin).then(Scenario.created)
            .when(create).thenRefused("quote.exists")
        try given().when(create).thenRefused("account.unknown")
        try given(Scenario.account).when(Quote.create("Q-17", account: "acme", opportunity: "O-1"))
            .thenRefused("opportunity.unknown")
        try given(Scenario.account, OpportunityTests.created)
            .when(Quote.create("Q-17", account: "acme", opportunity: "O-1", owner: "rep:chen", currency: .eur))
            .then(
                QuoteCreated(
                    quote: "Q-17", account: "acme", opportunity: "O-1", owner: "rep:chen", currency: .eur))
    }

    @Test func `A line takes the list price unless another is given`() throws {
        let empty = given(Scenario.account, Scenario.entry, Scenario.created)
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 10, list: "2026"))
            .then(Scenario.line())
        try empty.when(
            Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 10, at: .cny("92.50"), list: "2026")
        )
        .then(Scenario.line(at: .cny("92.50")))
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 10, at: .cny("92.50")))
            .then(Scenario.line(at: .cny("92.50"), list: nil))
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 10)).thenRefused("price.missing")
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-8", quantity: 10, list: "2026"))
            .thenRefused("price-list.no-entry")
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 0, list: "2026"))
            .thenRefused("quote.quantity")
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 1, at: .eur(1)))
            .thenRefused("price.currency")
        try empty.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 1, at: .cny("-0.01")))
            .thenRefused("amount.negative")
        try given().when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 1, at: .cny(1)))
            .thenRefused("quote.unknown")
    }

    @Test func `The list price is the one of that moment`() throws {
        try given(
            Scenario.account, Scenario.entry,
            PriceListEntryChanged(list: "2026", product: "P-7", old: .cny(100), new: .cny(105)),
            PriceListEntryChanged(list: "2026", product: "P-7", old: .cny(1), new: .cny(2), field: "other"),
            Scenario.created
        )
        .when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 10, list: "2026"))
        .then(Scenario.line(at: .cny(105), list: .cny(105)))
    }

    @Test func `A product removed and added again at another price is seen`() throws {
        let removed = try open.when(Quote.removeLine("Q-17", line: "L-1", reason: "not wanted"))
            .then(
                QuoteLineRemoved(
                    quote: "Q-17", line: "L-1", product: "P-7", lastPrice: .cny("100.00"), reason: "not wanted",
                    account: "acme", list: "2026"))
        try removed.when(Quote.addLine("Q-17", line: "L-1", product: "P-7", quantity: 10, at: .cny(80), list: "2026"))
            .thenRefused("quote.line-used")
        try removed.when(Quote.addLine("Q-17", line: "L-2", product: "P-7", quantity: 10, at: .cny(80), list: "2026"))
            .then(Scenario.line("L-2", at: .cny(80)))
        try removed.when(Quote.removeLine("Q-17", line: "L-1")).thenRefused("quote.unknown-line")
    }

    @Test func `A price change keeps old, new, reason and cause`() throws {
        let change = Quote.changePrice(
            "Q-17", line: "L-1", to: .cny("92.50"), reason: "competitor offer", cause: .competitorOffer)
        try open.when(change, by: Scenario.lin)
            .then(
                QuoteLinePriceChanged(
                    quote: "Q-17", line: "L-1", product: "P-7", old: .cny("100.00"), new: .cny("92.50"),
                    reason: "competitor offer", cause: .competitorOffer, account: "acme", list: "2026")
            )
            .when(change).thenNothing()
        try open.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(100), reason: "same number")).thenNothing()
        try open.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(90), reason: "\n")).thenRefused(
            "price.reason-required")
        try open.when(Quote.changePrice("Q-17", line: "L-1", to: .usd(90), reason: "x")).thenRefused("price.currency")
        try open.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(-1), reason: "x")).thenRefused("amount.negative")
        try open.when(Quote.changePrice("Q-17", line: "L-9", to: .cny(1), reason: "x")).thenRefused(
            "quote.unknown-line")
        try open.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(0), reason: "free sample")).accepted()
    }

    @Test func `An imported price that is not recorded stays so`() throws {
        let unknown = QuoteLineAdded(quote: "Q-17", line: "L-1", product: "P-7")
        try given(QuoteCreated(quote: "Q-17"), unknown)
            .when(Quote.changePrice("Q-17", line: "L-1", to: .eur(9), reason: "x"))
            .then(QuoteLinePriceChanged(quote: "Q-17", line: "L-1", product: "P-7", new: .eur(9), reason: "x"))
    }

    @Test func `A discount rounds half away from zero and says what each line was`() throws {
        let two = given(
            Scenario.created, Scenario.line("L-1", at: .cny("92.50")), Scenario.line("L-2", at: .cny("0.01")),
            Scenario.line("L-3", at: .cny("10.0001")), Scenario.line("L-4", at: .cny("7")))
        func change(_ line: LineID, _ old: Money, _ new: Money) -> LinePriceChange {
            LinePriceChange(line: line, product: "P-7", old: old, new: new, list: "2026")
        }
        // 92.50 → 87.875 → 87.88; 0.01 → 0.0095 → 0.01, unchanged; four decimals stay four; a whole price gets two.
        try two.when(Quote.applyDiscount("Q-17", percent: 5, reason: "spring", cause: .promotion))
            .then(
                QuoteDiscountApplied(
                    quote: "Q-17", percent: 5,
                    lines: [
                        change("L-1", .cny("92.50"), .cny("87.88")), change("L-3", .cny("10.0001"), .cny("9.5001")),
                        change("L-4", .cny("7"), .cny("6.65")),
                    ], reason: "spring", cause: .promotion, account: "acme"))
        try two.when(Quote.applyDiscount("Q-17", percent: 5, line: "L-2", reason: "spring")).thenNothing()
        try two.when(Quote.applyDiscount("Q-17", percent: -10, line: "L-4", reason: "rush"))
            .then(
                QuoteDiscountApplied(
                    quote: "Q-17", percent: -10, lines: [change("L-4", .cny("7"), .cny("7.70"))], line: "L-4",
                    reason: "rush", account: "acme"))
        try two.when(Quote.applyDiscount("Q-17", percent: 100, reason: "gift")).accepted()
        for percent: ScaledDecimal in ["100.01", "-100", 0] {
            try two.when(Quote.applyDiscount("Q-17", percent: percent, reason: "x")).thenRefused("price.discount-range")
        }
        try two.when(Quote.applyDiscount("Q-17", percent: 5, line: "L-9", reason: "x")).thenRefused(
            "quote.unknown-line")
        try two.when(Quote.applyDiscount("Q-17", percent: 5, reason: "")).thenRefused("price.reason-required")
    }

    @Test func `Lines are limited by the rules`() throws {
        var policy = SalesPolicy.standard
        policy.pricing.maximumLines = 1
        try open.when(Quote.addLine("Q-17", line: "L-2", product: "P-7", quantity: 1, list: "2026"), under: policy)
            .thenRefused("quote.too-many-lines")
        policy.pricing.maximumLines = 2
        try open.when(Quote.addLine("Q-17", line: "L-2", product: "P-7", quantity: 1, list: "2026"), under: policy)
            .accepted()
    }

    @Test func `Rules that say nothing about sales refuse`() throws {
        struct Other: RuleSet { var version = "7" }
        let refusal = try open.when(Quote.send("Q-17"), under: Other()).thenRefused("policy.not-sales")
        #expect(refusal.version == "7")
    }
}
