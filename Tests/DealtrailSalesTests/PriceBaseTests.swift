import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

/// From which price a deviation is measured, under each setting of `pricing.base` and at its edge.
@Suite struct PriceBaseTests {
    private func policy(_ base: PriceBase) -> SalesPolicy {
        var policy = SalesPolicy.standard
        policy.pricing.base = base
        return policy
    }

    private func priced(_ price: Money, from old: Money = .cny("100.00")) -> QuoteLinePriceChanged {
        QuoteLinePriceChanged(
            quote: "Q-17", line: "L-1", product: "P-7", old: old, new: price, reason: "offer", account: "acme",
            list: "2026")
    }

    private func listed(_ price: Money, from old: Money = .cny("100.00")) -> PriceListEntryChanged {
        PriceListEntryChanged(list: "2026", product: "P-7", old: old, new: price, reason: "copper")
    }

    /// The list rises to 120 while the quote is open at 98: what the line is measured against follows it.
    private var risen: GivenWhenThen {
        given(
            Scenario.account, Scenario.entry, Scenario.created, Scenario.line(), priced(.cny(98)), listed(.cny(120)),
            QuoteRepriced(
                quote: "Q-17", line: "L-1", product: "P-7", old: .cny(98), new: .cny(98), list: "2026",
                oldListPrice: .cny("100.00"), newListPrice: .cny(120), account: "acme"), by: Scenario.lin)
    }

    @Test func `A list that rises counts, or does not, as the policy says`() throws {
        let send = Quote.send("Q-17")
        let refusal = try risen.when(send).thenRefused("price.band")
        #expect(refusal.inputs["base"] == "list-on-quote" && refusal.inputs["authorized"] == "120 CNY")
        // The last event: it put that list price on the line.
        #expect(refusal.inputs["event"] == EventID(high: 0, low: 6).description)
        try risen.when(send, under: policy(.listNow)).thenRefused("price.band")
        // Priced from 100, and 2 % below it.
        try risen.when(send, under: policy(.listWhenPriced)).accepted()
        // Priced anew, it is measured against the list of that moment.
        let anew = risen.and(priced(.cny("116.41"), from: .cny(98)))
        try anew.when(send, under: policy(.listWhenPriced)).accepted()
        let below = try risen.and(priced(.cny("116.40"), from: .cny(98)))
            .when(send, under: policy(.listWhenPriced)).thenRefused("price.band")
        #expect(below.inputs["measuredFrom"] == "list-when-priced" && below.inputs["deviation"] == "3.00")
        #expect(below.explanation.contains("below the list price that it was priced from"))
        // A price that follows the list is priced by it.
        let following = given(
            Scenario.account, Scenario.entry, Scenario.created, Scenario.line(), listed(.cny(120)),
            QuoteRepriced(
                quote: "Q-17", line: "L-1", product: "P-7", old: .cny("100.00"), new: .cny(120), list: "2026",
                oldListPrice: .cny("100.00"), newListPrice: .cny(120), account: "acme"))
        let discount = Quote.applyDiscount("Q-17", percent: "2.99", reason: "volume")
        try following.when(discount).accepted().when(send, under: policy(.listWhenPriced)).accepted()
    }

    /// Sent at 98, while the list was at 100; signing is decided on what the list says then, or said.
    @Test(arguments: [("101.03092", true), ("101.03093", false), ("101.031", false), ("90", true)])
    func `Signing is measured against the list in force, to the edge`(_ list: String, _ passes: Bool) throws {
        let list = Money.cny(try #require(ScaledDecimal(list)))
        let sent = try Scenario.quote(at: .cny(98)).when(Quote.send("Q-17")).accepted().and(listed(list))
        let sign = Contract.sign("C-3", quote: "Q-17", amount: .cny(980))
        try sent.when(sign).accepted()
        let outcome = try sent.when(sign, under: policy(.listNow))
        if passes {
            try outcome.accepted()
        } else {
            let refusal = try outcome.thenRefused("price.band")
            #expect(refusal.inputs["measuredFrom"] == "list-now" && refusal.inputs["authorized"] == "\(list)")
            #expect(refusal.explanation.contains("below the list price in force"))
            // The fifth event changed the list.
            #expect(refusal.inputs["event"] == EventID(high: 0, low: 5).description)
        }
    }

    @Test func `What left the list, and what is in another currency, is measured against the list price on the line`()
        throws
    {
        let gone = Scenario.quote(at: .cny(97)).and(
            PriceListEntryRemoved(list: "2026", product: "P-7", lastPrice: .cny("100.00")))
        let refusal = try gone.when(Quote.send("Q-17"), under: policy(.listNow)).thenRefused("price.band")
        #expect(refusal.inputs["base"] == "list-now" && refusal.inputs["measuredFrom"] == "list-on-quote")
        #expect(refusal.explanation.contains("below its list price; the list price in force is not known"))
        let converted = Scenario.quote(at: .cny(97)).and(
            PriceListEntryRemoved(list: "2026", product: "P-7", lastPrice: .cny("100.00")),
            PriceListEntrySet(list: "2026", product: "P-7", price: .eur(12)))
        let other = try converted.when(Quote.send("Q-17"), under: policy(.listNow)).thenRefused("price.band")
        #expect(other.inputs["measuredFrom"] == "list-on-quote" && other.inputs["authorized"] == "100.00 CNY")
    }

    /// 95 was approved; 3 % of it are 2.85.
    @Test(arguments: [("92.16", true), ("92.15", false), ("95", true), ("96.5", true)])
    func `What was approved last is the level, and a little less needs no second approval`(
        _ price: String, _ passes: Bool
    ) throws {
        let price = Money.cny(try #require(ScaledDecimal(price)))
        var asked = try Scenario.quote(at: .cny(95)).when(Scenario.request, by: Scenario.lin).accepted()
        for approver in [Scenario.wu, Scenario.zhao, Scenario.qian] {
            asked = try asked.when(Approval.decide("A-9", .approved), by: approver).accepted()
        }
        let change = Quote.changePrice("Q-17", line: "L-1", to: price, reason: "last offer")
        let edited = price == .cny(95) ? asked : try asked.when(change).accepted()
        if price != .cny(95) { try edited.when(Quote.send("Q-17")).thenRefused("price.band") }
        let outcome = try edited.when(Quote.send("Q-17"), under: policy(.lastApproved))
        if passes {
            try outcome.accepted()
        } else {
            let refusal = try outcome.thenRefused("price.band")
            #expect(refusal.explanation.contains("3.00 % below the price that was last approved for it (A-9)"))
            #expect(refusal.inputs["measuredFrom"] == "last-approved" && refusal.inputs["authorized"] == "95 CNY")
            #expect(refusal.inputs["event"] != "none" && refusal.version == "standard-2")
        }
    }

    @Test func `What was asked for and not granted authorises nothing, and an import without terms neither`() throws {
        let asked = try Scenario.quote(at: .cny(95)).when(Scenario.request, by: Scenario.lin).accepted()
        let rejected = try asked.when(Approval.decide("A-9", .rejected), by: Scenario.wu).accepted()
        let lastApproved = policy(.lastApproved)
        let refusal = try rejected.when(Quote.send("Q-17"), under: lastApproved).thenRefused("price.band")
        #expect(refusal.inputs["measuredFrom"] == "list-on-quote" && refusal.inputs["deviation"] == "5.00")
        #expect(refusal.explanation.contains("the price that was last approved for it is not known"))
        let imported = Scenario.quote(at: .cny(95)).and(
            ApprovalRequested(approval: "A-1", quote: "Q-17"), ApprovalGranted(approval: "A-1", quote: "Q-17"))
        try imported.when(Quote.send("Q-17"), under: lastApproved).thenRefused("price.band")
    }

    /// A floor of 80: 3 % of it are 2.40.
    @Test(arguments: [("77.61", true), ("77.60", false), ("80", true), ("100", true)])
    func `A floor price of the list is the level where there is one`(_ price: String, _ passes: Bool) throws {
        let price = Money.cny(try #require(ScaledDecimal(price)))
        let floor = try Scenario.quote(at: price).when(
            PriceList.set("2026", product: "P-7", to: .cny(80), field: PriceListEntry.floor)
        ).then(PriceListEntrySet(list: "2026", product: "P-7", price: .cny(80), field: "floor"))
        let outcome = try floor.when(Quote.send("Q-17"), under: policy(.floor))
        if passes {
            try outcome.accepted()
        } else {
            let refusal = try outcome.thenRefused("price.band")
            #expect(refusal.inputs["measuredFrom"] == "floor" && refusal.inputs["authorized"] == "80 CNY")
            #expect(refusal.explanation.contains("below its floor price"))
        }
        // Without a floor, or with one that was taken away, the list price on the line is.
        let without = try floor.when(
            PriceList.remove("2026", product: "P-7", reason: "no floor any more", field: "floor")
        ).accepted().when(Quote.send("Q-17"), under: policy(.floor))
        let list = try Scenario.quote(at: price).when(Quote.send("Q-17"))
        #expect((without.refusal == nil) == (list.refusal == nil))
        if let refusal = without.refusal { #expect(refusal.inputs["measuredFrom"] == "list-on-quote") }
    }

    @Test func `A floor price is set, changed and removed beside the list price, and moves no quote`() throws {
        let set = PriceList.set("2026", product: "P-7", to: .cny(80), field: "floor")
        let quoted = try Scenario.quote(at: .cny("100.00")).when(set).accepted()
        try quoted.when(set).thenNothing()
        try quoted.when(PriceList.set("2026", product: "P-7", to: .cny(81), field: "floor"))
            .thenRefused("price-list.entry-exists")
        try quoted.when(PriceList.change("2026", product: "P-7", to: .cny(85), reason: "steel", field: "floor")).then(
            PriceListEntryChanged(
                list: "2026", product: "P-7", old: .cny(80), new: .cny(85), field: "floor", reason: "steel"))
        try quoted.when(PriceList.change("2026", product: "P-7", to: .cny(85), reason: "steel", field: "retail"))
            .thenRefused("price-list.no-entry")
        try quoted.when(PriceList.change("2026", product: "P-7", to: .cny(110), reason: "steel"))
            .then(kinds: "price-list.entry-changed", "quote.repriced")
        try quoted.when(PriceList.set("2026", product: "P-7", to: .cny(1), field: "")).thenRefused("name.invalid")
    }

    /// A price that is measured against the lists is decided on what they say inside the order of the log.
    @Test func `What a decision asks for beyond its scope depends on the policy and on the lines`() throws {
        let send = Quote.send("Q-17")
        #expect(send.furtherScope(QuoteDecider.initial, under: policy(.listNow)) == .none)
        #expect(send.furtherScope(QuoteDecider.initial, under: SalesPolicy.standard) == .none)
        let known = Query.tag("quote:Q-17").or(.tag("account:acme"))
        #expect(known.includes(.none) && known.includes(.tag("account:acme")) && !known.includes(.tag("account:b")))
    }
}
