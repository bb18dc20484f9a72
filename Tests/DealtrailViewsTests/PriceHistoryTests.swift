import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

@Suite struct PriceHistoryTests {
    static let stamp = AnswerStamp(position: nil, time: time("2026-06-30T00:00:00Z"))

    static func history(_ trail: TestTrail) throws -> PriceHistory {
        try PriceHistory(
            events: trail.events, stamp: stamp, cause: { trail.event($0) },
            rulesVersion: { $0 == ContentDigest(of: [1]) ? "standard-2" : nil })
    }

    @Test func `An edit names author, principal, old, new, percent, reason, cause and rules`() throws {
        var trail = TestTrail()
        try trail.append(QuoteCreated(quote: "Q-1", account: "acme", owner: "rep:lin", currency: .cny))
        try trail.append(
            QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", unitPrice: .cny("100.00"), account: "acme"))
        try trail.append(
            QuoteLinePriceChanged(
                quote: "Q-1", line: "L-1", product: "P-1", old: .cny("100.00"), new: .cny("92.50"),
                reason: "asked for less", cause: .negotiation, account: "acme"),
            by: Author("rep:lin", onBehalfOf: "manager:wu", channel: .mobile), at: .at("2026-02-15T09:30:00+08:00"),
            rules: ContentDigest(of: [1]))
        let edits = try Self.history(trail).edits
        try #require(edits.count == 2)
        #expect(edits[0].kind == .added && edits[0].oldStatus == .none && edits[0].new == .cny(100))
        #expect(edits[0].percent == nil)
        let edit = edits[1]
        #expect(edit.kind == .changed && edit.old == .cny(100) && edit.new == .cny("92.5"))
        #expect(edit.percent?.description == "-7.5")
        #expect(edit.origin.author == "rep:lin" && edit.origin.onBehalfOf == "manager:wu")
        #expect(edit.origin.occurredAt == "2026-02-15T09:30:00+08:00" && edit.origin.channel == .mobile)
        #expect(edit.reason == "asked for less" && edit.cause == .negotiation && edit.account == "acme")
        #expect(edit.rulesVersion == "standard-2" && edit.changesPrice == true)
    }

    @Test func `A line that was removed and added again is one change with both events`() throws {
        var trail = TestTrail()
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", unitPrice: .cny(100)))
        let removal = try trail.append(
            QuoteLineRemoved(quote: "Q-1", line: "L-1", product: "P-1", lastPrice: .cny(100)), by: "rep:wang")
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-2", product: "P-1", unitPrice: .cny(80)), by: "rep:li")
        let history = try Self.history(trail)
        #expect(history.edits.map(\.kind) == [.added, .readded])
        let edit = history.edits[1]
        #expect(edit.old == .cny(100) && edit.new == .cny(80) && edit.percent == "-20.0")
        #expect(edit.counterpart?.event == removal[0] && edit.counterpart?.author == "rep:wang")
        #expect(history.filtered(PriceEditFilter(author: "rep:wang")).edits == [edit])
        #expect(history.filtered(PriceEditFilter(author: "rep:li")).edits == [edit])
    }

    @Test func `A line added before the old one is removed is seen as well`() throws {
        var trail = TestTrail()
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", unitPrice: .cny(100)))
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-2", product: "P-1", unitPrice: .cny(70)))
        try trail.append(QuoteLineRemoved(quote: "Q-1", line: "L-1", product: "P-1", lastPrice: .cny(100)))
        let edits = try Self.history(trail).edits
        #expect(edits.map(\.kind) == [.added, .added, .replaced])
        #expect(edits[2].old == .cny(100) && edits[2].new == .cny(70) && edits[2].percent == "-30.0")
        #expect(edits[2].counterpart?.position == 1)
    }

    @Test func `A second line of the product does not hide the price that went`() throws {
        var trail = TestTrail()
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", unitPrice: .cny(100)))
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-2", product: "P-1", unitPrice: .cny(100)))
        try trail.append(QuoteLineRemoved(quote: "Q-1", line: "L-1", product: "P-1", lastPrice: .cny(100)))
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-3", product: "P-1", unitPrice: .cny(70)))
        let edits = try Self.history(trail).edits
        #expect(edits.map(\.kind) == [.added, .added, .replaced, .readded])
        #expect(edits.map(\.percent) == [nil, nil, "0.0", "-30.0"] && edits[3].counterpart?.position == 2)
    }

    @Test func `Another product that comes is no change of the one that went`() throws {
        var trail = TestTrail()
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", unitPrice: .cny(100)))
        try trail.append(QuoteLineRemoved(quote: "Q-1", line: "L-1", product: "P-1", lastPrice: .cny(100)))
        try trail.append(QuoteLineAdded(quote: "Q-1", line: "L-2", product: "P-2", unitPrice: .cny(80)))
        #expect(try Self.history(trail).edits.map(\.kind) == [.added, .removed, .added])
    }

    @Test func `One removal explains one addition, the last removal first`() throws {
        var trail = TestTrail()
        for line in ["L-1", "L-2"] {
            let price: Money = line == "L-1" ? .cny(10) : .cny(20)
            try trail.append(QuoteLineAdded(quote: "Q-1", line: LineID(line), product: "P-1", unitPrice: price))
        }
        try trail.append(QuoteLineRemoved(quote: "Q-1", line: "L-2", product: "P-1", lastPrice: .cny(20)))
        try trail.append(QuoteLineRemoved(quote: "Q-1", line: "L-1", product: "P-1", lastPrice: .cny(10)))
        for line in ["L-3", "L-4", "L-5"] {
            try trail.append(QuoteLineAdded(quote: "Q-1", line: LineID(line), product: "P-1", unitPrice: .cny(30)))
        }
        let edits = try Self.history(trail).edits.filter { $0.new == .cny(30) }
        #expect(edits.map(\.kind) == [.readded, .readded, .added])
        #expect(edits.map(\.old) == [.cny(10), .cny(20), nil])
    }

    @Test func `A discount is an edit for each line`() throws {
        var trail = TestTrail()
        try trail.append(
            QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", unitPrice: .cny(100)),
            QuoteLineAdded(quote: "Q-1", line: "L-2", product: "P-2", unitPrice: .cny(0)))
        try trail.append(
            QuoteDiscountApplied(
                quote: "Q-1", percent: 10,
                lines: [
                    LinePriceChange(line: "L-1", product: "P-1", old: .cny(100), new: .cny(90)),
                    LinePriceChange(line: "L-2", product: "P-2", old: .cny(0), new: .cny(5)),
                ], reason: "campaign"))
        let edits = try Self.history(trail).edits.suffix(2)
        #expect(edits.map(\.kind) == [.discounted, .discounted])
        #expect(edits.map(\.percent) == ["-10.0", nil])
        #expect(edits.map(\.discount) == [10, 10] && edits.map(\.reason) == ["campaign", "campaign"])
    }

    @Test func `A repricing leads to the author of the change of the list`() throws {
        var trail = TestTrail()
        try trail.append(
            QuoteLineAdded(
                quote: "Q-1", line: "L-1", product: "P-1", listPrice: .cny(100), unitPrice: .cny(100), list: "2026"))
        let change = try trail.append(
            PriceListEntryChanged(list: "2026", product: "P-1", old: .cny(100), new: .cny(110), reason: "steel"),
            by: "pricing:zhao")
        try trail.append(
            QuoteRepriced(
                quote: "Q-1", line: "L-1", product: "P-1", old: .cny(100), new: .cny(110), list: "2026",
                oldListPrice: .cny(100), newListPrice: .cny(110)),
            by: Author("rule:reprice", kind: .automation), cause: change[0])
        let history = try Self.history(trail)
        let edit = try #require(history.edits.last)
        #expect(edit.kind == .repriced && edit.answerable == "pricing:zhao" && edit.origin.author == "rule:reprice")
        #expect(edit.causation?.origin?.position == 1 && edit.causation?.reason == "steel")
        #expect(history.filtered(PriceEditFilter(author: "pricing:zhao")).edits.count == 2)
        #expect(PriceHistory.causes(of: trail.events) == change)
        let alone = try PriceHistory(events: trail.events, stamp: Self.stamp)
        #expect(alone.edits.last?.answerable == "rule:reprice")
        #expect(alone.edits.last?.causation?.event == change[0])
    }

    @Test func `A price that was not recorded is not zero`() throws {
        var trail = TestTrail()
        try trail.append(
            QuoteLinePriceChanged(quote: "PO-1", line: "10", old: nil, new: nil, approver: "user_9"),
            by: Author("user_146", kind: .claimed, channel: .import), at: .at("2018-05-31T11:35:00+02:00"),
            provenance: .imported(file: "cases.csv", row: 7, digest: ContentDigest(of: [7])))
        let edit = try #require(try Self.history(trail).edits.first)
        #expect(edit.old == nil && edit.oldStatus == .notRecorded && edit.newStatus == .notRecorded)
        #expect(edit.percent == nil && edit.changesPrice == nil && edit.product == nil)
        #expect(edit.origin.authorKind == "claimed" && edit.origin.file == "cases.csv" && edit.origin.row == 7)
        #expect(edit.approvals.map(\.approver) == ["user_9"] && edit.approvals.first?.source == .named)
    }

    @Test(arguments: [
        ("100", "103.04", "3.0"), ("100", "103.05", "3.1"), ("100", "96.96", "-3.0"), ("100", "96.95", "-3.1"),
        ("100", "100.00", "0.0"), ("3", "4", "33.3"), ("-10", "-5", "50.0"), ("0.000003", "0.0000033", "10.0"),
    ])
    func `Percentages round half away from zero`(_ old: String, _ new: String, _ percent: String) throws {
        var trail = TestTrail()
        let (old, new) = (try #require(ScaledDecimal(old)), try #require(ScaledDecimal(new)))
        try trail.append(QuoteLinePriceChanged(quote: "Q-1", line: "L-1", old: .cny(old), new: .cny(new)))
        #expect(try Self.history(trail).edits.first?.percent?.description == percent)
    }

    @Test func `There is no percentage from zero or between currencies`() throws {
        var trail = TestTrail()
        try trail.append(QuoteLinePriceChanged(quote: "Q-1", line: "L-1", old: .cny(0), new: .cny(10)))
        try trail.append(QuoteLinePriceChanged(quote: "Q-1", line: "L-1", old: .cny(10), new: .usd(10)))
        let edits = try Self.history(trail).edits
        #expect(edits.map(\.percent) == [nil, nil] && edits.map(\.changesPrice) == [true, true])
    }

    @Test func `Edits stand in the order in which they happened, unknown times first`() throws {
        var trail = TestTrail()
        for (price, at) in [
            (1, OccurredAt.at("2026-03-02T10:00:00+08:00")), (2, .at("2026-03-01T10:00:00+08:00")), (3, .unknown),
            (4, .at("2026-03-02T02:00:00Z")),
        ] {
            let new = Money.cny(ScaledDecimal(mantissa: Int64(price)))
            try trail.append(QuoteLinePriceChanged(quote: "Q-1", line: "L-1", old: nil, new: new), at: at)
        }
        #expect(try Self.history(trail).edits.map(\.new) == [.cny(3), .cny(2), .cny(1), .cny(4)])
    }

    @Test func `Every entry of a price list has a state of its own`() throws {
        var trail = TestTrail()
        for list in ["b/c", "a"] as [PriceListID] {
            for product in ["P-2", "P-1"] as [ProductID] {
                try trail.append(PriceListEntrySet(list: list, product: product, price: .cny(10)))
            }
        }
        try trail.append(PriceListEntryChanged(list: "b/c", product: "P-1", old: .cny(10), new: .cny(11)))
        let pairs = try trail.pairs(of: QuoteAuditTrail.self)
        #expect(
            pairs.map(\.key) == ["list-entry:a/P-1", "list-entry:a/P-2", "list-entry:b/c/P-1", "list-entry:b/c/P-2"])
        #expect(pairs.map(\.state.items.count) == [1, 1, 1, 1] && pairs[2].state.items[0].steps.count == 2)
        let prices = ListPrices(pairs)
        #expect(prices.price(of: "P-1") == .cny(10) && prices.price(of: "P-1", in: "b/c") == .cny(11))
        #expect(prices.price(of: "P-3") == nil && prices.price(of: "P-1", in: "b") == nil)
    }

    @Test func `Edits of a price list are set, changed and removed`() throws {
        var trail = TestTrail()
        try trail.append(PriceListEntrySet(list: "m", product: "P-1", price: .usd(15), field: "output"))
        try trail.append(
            PriceListEntryChanged(
                list: "m", product: "P-1", old: .usd(15), new: .usd("1.25"), field: "output", approver: "boss"))
        try trail.append(PriceListEntryRemoved(list: "m", product: "P-1", lastPrice: .usd("1.25"), field: "output"))
        try trail.append(PriceListEntrySet(list: "m", product: "P-1", price: .usd(9), field: "input"))
        let history = try Self.history(trail)
        #expect(history.edits.map(\.kind) == [.listSet, .listChanged, .listRemoved, .listSet])
        #expect(history.edits[1].percent == "-91.7" && history.edits[1].approvals.first?.approver == "boss")
        #expect(history.edits[2].newStatus == .none && history.edits[2].old == .usd("1.25"))
        #expect(history.filtered(.entry(PriceListEntry(list: "m", product: "P-1"))).edits.count == 4)
        #expect(history.filtered(.entry(PriceListEntry(list: "n", product: "P-1"))).edits.isEmpty)
    }
}
