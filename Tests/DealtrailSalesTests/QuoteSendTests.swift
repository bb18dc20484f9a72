import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct QuoteSendTests {
    static func sent(at price: Money, version: Int = 1, approval: ApprovalID? = nil) -> QuoteSent {
        QuoteSent(
            quote: "Q-17", version: version, fingerprint: QuoteFingerprint.of([Scenario.terms(at: price)]),
            terms: [Scenario.terms(at: price)], approval: approval, account: "acme", owner: "rep:lin")
    }

    /// The list price is 100.00 and the tolerance 3 percent: at least 3 percent below needs an approval.
    @Test(arguments: [
        ("97.01", true), ("97.00", false), ("96.99", false), ("100.01", true), ("100.00", true), ("97.0000001", true),
    ])
    func `The band ends at the tolerance`(_ price: String, _ passes: Bool) throws {
        let price = Money.cny(try #require(ScaledDecimal(price)))
        let outcome = try Scenario.quote(at: price).when(Quote.send("Q-17"))
        if passes {
            try outcome.then(Self.sent(at: price))
        } else {
            let refusal = try outcome.thenRefused("price.band")
            #expect(refusal.version == "standard-2")
            #expect(refusal.inputs["tolerance"] == "3")
            #expect(refusal.inputs["line"] == "L-1")
        }
    }

    @Test func `A tolerance of zero lets the list price pass`() throws {
        var policy = SalesPolicy.standard
        policy.pricing.tolerance = 0
        try Scenario.quote(at: .cny(100)).when(Quote.send("Q-17"), under: policy).accepted()
        try Scenario.quote(at: .cny("99.99")).when(Quote.send("Q-17"), under: policy).thenRefused("price.band")
    }

    @Test func `A list price of zero is no base for a deviation`() throws {
        try given(Scenario.created, Scenario.line(at: .cny(0), list: .cny(0))).when(Quote.send("Q-17")).accepted()
        #expect(PriceBand(.standard).breach(Scenario.terms(at: .cny(0), list: .cny(0))) == nil)
    }

    @Test func `Without a list price an approval is needed, unless the rules say otherwise`() throws {
        let unlisted = given(Scenario.created, Scenario.line(at: .cny(90), list: nil))
        let refusal = try unlisted.when(Quote.send("Q-17")).thenRefused("price.band")
        #expect(refusal.inputs["deviation"] == "n/a")
        var policy = SalesPolicy.standard
        policy.pricing.unlistedNeedsApproval = false
        try unlisted.when(Quote.send("Q-17"), under: policy).accepted()
    }

    @Test func `A product may have a tolerance of its own`() throws {
        var policy = SalesPolicy.standard
        policy.pricing.products = [.init(product: "P-7", tolerance: "7.5")]
        try Scenario.quote(at: .cny("92.51")).when(Quote.send("Q-17"), under: policy).accepted()
        try Scenario.quote(at: .cny("92.50")).when(Quote.send("Q-17"), under: policy).thenRefused("price.band")
    }

    @Test func `Numbers beyond 64 bits need an approval, to be safe`() {
        let huge = ScaledDecimal(mantissa: .max, scale: 18)
        let line = Scenario.terms(at: .cny(ScaledDecimal(mantissa: .max - 1, scale: 18)), list: .cny(huge))
        #expect(PriceBand(.standard).breach(line) != nil)
    }

    @Test func `What was sent is sent once and never changes`() throws {
        let sent = try Scenario.quote(at: .cny(98)).when(Quote.send("Q-17")).then(Self.sent(at: .cny(98)))
        try sent.when(Quote.send("Q-17")).thenNothing()
        try sent.when(Quote.submit("Q-17")).thenRefused("quote.sent")
        try sent.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(99), reason: "cost", cause: .cost))
            .then(
                QuoteVersionStarted(
                    quote: "Q-17", version: 2, entries: [.init(list: "2026", product: "P-7")], account: "acme"),
                QuoteLinePriceChanged(
                    quote: "Q-17", line: "L-1", product: "P-7", old: .cny(98), new: .cny(99), reason: "cost",
                    cause: .cost, account: "acme", list: "2026")
            )
            .when(Quote.send("Q-17")).then(Self.sent(at: .cny(99), version: 2))
    }

    @Test func `Every edit of a sent quote starts a version`() throws {
        let sent = try Scenario.quote(at: .cny(98)).when(Quote.send("Q-17")).accepted()
        try sent.when(Quote.removeLine("Q-17", line: "L-1")).then(kinds: "quote.version-started", "quote.line-removed")
        try sent.when(Quote.applyDiscount("Q-17", percent: 1, reason: "x"))
            .then(kinds: "quote.version-started", "quote.discount-applied")
        try sent.when(Quote.addLine("Q-17", line: "L-2", product: "P-7", quantity: 1, list: "2026"))
            .then(kinds: "quote.version-started", "quote.line-added")
            .when(Quote.changePrice("Q-17", line: "L-2", to: .cny(99), reason: "x"))
            .then(kinds: "quote.line-price-changed")
    }

    @Test func `Submitting notes the fingerprint once`() throws {
        let open = Scenario.quote(at: .cny(98))
        let submitted = try open.when(Quote.submit("Q-17"))
            .then(
                QuoteSubmitted(
                    quote: "Q-17", version: 1, fingerprint: QuoteFingerprint.of([Scenario.terms(at: .cny(98))]),
                    account: "acme", owner: "rep:lin"))
        try submitted.when(Quote.submit("Q-17")).thenNothing()
        try submitted.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(99), reason: "x")).accepted()
            .when(Quote.submit("Q-17")).then(kinds: "quote.submitted")
        try given(Scenario.created).when(Quote.submit("Q-17")).thenRefused("quote.empty")
        try given(Scenario.created).when(Quote.send("Q-17")).thenRefused("quote.empty")
        try given(QuoteCreated(quote: "Q-17"), QuoteLineAdded(quote: "Q-17", line: "L-1", product: "P-7"))
            .when(Quote.send("Q-17")).thenRefused("price.missing")
        try given().when(Quote.send("Q-17")).thenRefused("quote.unknown")
    }

    @Test func `The customer answers the last version that was sent`() throws {
        let open = Scenario.quote(at: .cny(98))
        try open.when(Quote.accept("Q-17")).thenRefused("quote.not-sent")
        let sent = try open.when(Quote.send("Q-17")).accepted()
        try sent.when(Quote.accept("Q-17", version: 2)).thenRefused("quote.not-sent")
        let accepted = try sent.when(Quote.accept("Q-17", version: 1))
            .then(QuoteAccepted(quote: "Q-17", version: 1, account: "acme", owner: "rep:lin"))
        try accepted.when(Quote.accept("Q-17")).thenNothing()
        try accepted.when(Quote.reject("Q-17")).thenRefused("quote.closed")
        try accepted.when(Quote.send("Q-17")).thenRefused("quote.closed")
        try accepted.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(99), reason: "x")).thenRefused(
            "quote.accepted")
        let rejected = try sent.when(Quote.reject("Q-17", reason: "too dear"))
            .then(QuoteRejected(quote: "Q-17", version: 1, reason: "too dear", account: "acme", owner: "rep:lin"))
        try rejected.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(99), reason: "x"))
            .then(kinds: "quote.version-started", "quote.line-price-changed")
        try sent.when(Quote.expire("Q-17"))
            .then(QuoteExpired(quote: "Q-17", version: 1, account: "acme", owner: "rep:lin"))
            .when(Quote.accept("Q-17")).thenRefused("quote.closed")
        let second = try sent.when(Quote.changePrice("Q-17", line: "L-1", to: .cny(99), reason: "x")).accepted()
        try second.when(Quote.accept("Q-17")).thenRefused("quote.not-sent")
    }
}
