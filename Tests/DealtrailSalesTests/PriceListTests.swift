import DealtrailModel
import DealtrailSales
import DealtrailTesting
import Testing

@Suite struct PriceListTests {
    let change = PriceList.change("2026", product: "P-7", to: .cny("110.00"), reason: "copper", approver: "manager:wu")
    static let changed = PriceListEntryChanged(
        list: "2026", product: "P-7", old: .cny("100.00"), new: .cny("110.00"), reason: "copper",
        approver: "manager:wu")

    static func repriced(
        _ quote: QuoteID = "Q-17", line: LineID = "L-1", old: Money = .cny("100.00"), new: Money = .cny("110.00")
    ) -> QuoteRepriced {
        QuoteRepriced(
            quote: quote, line: line, product: "P-7", old: old, new: new, list: "2026", oldListPrice: .cny("100.00"),
            newListPrice: .cny("110.00"), account: "acme")
    }

    @Test func `An entry is set once and changed with a reason`() throws {
        let set = PriceList.set("2026", product: "P-7", to: .cny("100.00"))
        let entry = try given().when(set).then(Scenario.entry)
        try entry.when(set).thenNothing()
        try entry.when(PriceList.set("2026", product: "P-7", to: .cny(101))).thenRefused("price-list.entry-exists")
        try entry.when(change).then(Self.changed)
        try entry.when(PriceList.change("2026", product: "P-7", to: .cny(100), reason: "same")).thenNothing()
        try entry.when(PriceList.change("2026", product: "P-7", to: .cny(101), reason: "")).thenRefused(
            "price.reason-required")
        try entry.when(PriceList.change("2026", product: "P-7", to: .eur(101), reason: "x")).thenRefused(
            "price.currency")
        try entry.when(PriceList.change("2026", product: "P-7", to: .cny(-1), reason: "x")).thenRefused(
            "amount.negative")
        try given().when(change).thenRefused("price-list.no-entry")
        let removed = try entry.when(PriceList.remove("2026", product: "P-7", reason: "discontinued"))
            .then(
                PriceListEntryRemoved(list: "2026", product: "P-7", lastPrice: .cny("100.00"), reason: "discontinued"))
        try removed.when(PriceList.remove("2026", product: "P-7", reason: "x")).thenRefused("price-list.no-entry")
    }

    /// What clients signed before a list had further prices.
    @Test func `Commands from before there were fields read, and are written as they were`() throws {
        func same<Body: Command>(_ command: Body, _ hex: String) throws {
            let bytes = stride(from: 0, to: hex.count, by: 2).compactMap {
                UInt8(hex.dropFirst($0).prefix(2), radix: 16)
            }
            #expect(try CBOREncoder().encode(command) == bytes)
            #expect(try CBORDecoder().decode(Body.self, from: bytes) == command)
        }
        try same(
            PriceList.set("2026", product: "P-7", to: .cny("92.50")),
            "a30164323032360263502d3703a201c482211924220263434e59")
        try same(
            PriceList.change("2026", product: "P-7", to: .cny("92.50"), reason: "steel", approver: "manager:wu"),
            "a50164323032360263502d3703a201c482211924220263434e590465737465656c056a6d616e616765723a7775")
        try same(
            PriceList.remove("2026", product: "P-7", reason: "sold out"),
            "a30164323032360263502d370368736f6c64206f7574")
    }

    @Test func `A change reaches every line of every open quote, in the order of names`() throws {
        let second = QuoteLineAdded(
            quote: "Q-02", line: "L-1", product: "P-7", quantity: 1, listPrice: .cny("100.00"),
            unitPrice: .cny("100.00"), account: "acme", list: "2026")
        let outcome = try given(
            Scenario.entry, Scenario.created, Scenario.line("L-2"), Scenario.line("L-1", at: .cny("95.00")), second,
            Scenario.line("L-3", product: "P-8")
        ).when(change)
        try outcome.then(
            Self.changed, Self.repriced("Q-02"),
            // A negotiated price stays; only what it is measured against moves.
            Self.repriced(line: "L-1", old: .cny("95.00"), new: .cny("95.00")), Self.repriced(line: "L-2"))
        #expect(outcome.proposed.dropFirst().allSatisfy { $0.cause == .sibling(0) })
        #expect(outcome.proposed.dropFirst().map(\.event.stream) == ["quote:Q-02", "quote:Q-17", "quote:Q-17"])
    }

    @Test func `What was sent stays, until an edit opens it again`() throws {
        let sent = try Scenario.quote(at: .cny("100.00")).when(Quote.send("Q-17")).accepted()
        try sent.when(change).then(Self.changed)
        try sent.when(Quote.addLine("Q-17", line: "L-2", product: "P-9", quantity: 1, at: .cny(1))).accepted()
            .when(change).then(Self.changed, Self.repriced())
    }

    @Test func `Removed lines, lines without the list and repriced ones are left alone`() throws {
        let quote = Scenario.quote(at: .cny("100.00"))
        try quote.when(Quote.removeLine("Q-17", line: "L-1")).accepted().when(change).then(Self.changed)
        try given(Scenario.entry, Scenario.created, Scenario.line(list: nil)).when(change).then(Self.changed)
        let repriced = try quote.when(change).then(Self.changed, Self.repriced())
        try repriced.when(change).thenNothing()
        try repriced.when(PriceList.change("2026", product: "P-7", to: .cny(120), reason: "copper"))
            .then(kinds: "price-list.entry-changed", "quote.repriced")
    }

    @Test func `A repriced line ends the approval of the old terms`() throws {
        let pending = try given(Scenario.account, Scenario.entry, Scenario.created, Scenario.line(), by: Scenario.lin)
            .and(Scenario.line("L-2", at: .cny(90)), by: Scenario.lin)
            .when(Scenario.request, by: Scenario.lin).accepted()
        let outcome = try pending.when(change)
        try outcome.then(
            kinds: "price-list.entry-changed", "quote.repriced", "quote.repriced", "approval.invalidated")
        #expect(outcome.proposed.last?.cause == .sibling(1))
        // Where only the list price moved the terms are the same, and the approval holds.
        let negotiated = try Scenario.quote(at: .cny(90)).when(Scenario.request, by: Scenario.lin).accepted()
        try negotiated.when(change).then(kinds: "price-list.entry-changed", "quote.repriced")
        let rejected = try pending.when(Approval.decide("A-9", .rejected), by: Scenario.wu).accepted()
        try rejected.when(change).then(kinds: "price-list.entry-changed", "quote.repriced", "quote.repriced")
    }

    @Test func `An entry set again reaches open quotes as a change does`() throws {
        try Scenario.quote(at: .cny("100.00"))
            .when(PriceList.remove("2026", product: "P-7", reason: "mistake")).then(kinds: "price-list.entry-removed")
            .when(PriceList.set("2026", product: "P-7", to: .cny("110.00")))
            .then(PriceListEntrySet(list: "2026", product: "P-7", price: .cny("110.00")), Self.repriced())
    }

    @Test func `After a change the new list price is what the band is measured against`() throws {
        let changed = try Scenario.quote(at: .cny("98.00")).when(change).accepted()
        try changed.when(Quote.send("Q-17")).thenRefused("price.band")
        try changed.when(Quote.changePrice("Q-17", line: "L-1", to: .cny("106.71"), reason: "x")).accepted()
            .when(Quote.send("Q-17")).accepted()
        try changed.when(Quote.changePrice("Q-17", line: "L-1", to: .cny("106.70"), reason: "x")).accepted()
            .when(Quote.send("Q-17")).thenRefused("price.band")
    }
}
