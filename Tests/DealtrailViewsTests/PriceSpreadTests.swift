import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// Scenario 1 of the acceptance list: one customer, three representatives, 18 to 29 percent apart.
@Suite struct PriceSpreadTests {
    static func quote(
        _ trail: inout TestTrail, _ quote: QuoteID, _ rep: ActorID?, _ price: Money, product: ProductID = "P-1",
        account: AccountID = "acme"
    ) throws {
        try trail.append(
            QuoteCreated(quote: quote, account: account, owner: rep, currency: price.currency),
            QuoteLineAdded(
                quote: quote, line: "L-1", product: product, quantity: 1, unitPrice: price, account: account),
            by: Author(rep ?? "system"))
    }

    static func report(
        _ trail: TestTrail, account: AccountID? = nil, least: ScaledDecimal = "0.1", representatives: Int = 2
    ) throws -> PriceSpreadReport {
        PriceSpreadReport(
            try trail.pairs(of: QuoteAuditTrail.self), account: account,
            merged: try MergedAccounts(events: trail.events), least: least,
            representatives: representatives, stamp: PriceHistoryTests.stamp)
    }

    static func three() throws -> TestTrail {
        var trail = TestTrail()
        try quote(&trail, "Q-1", "rep:lin", .cny("100.00"))
        try quote(&trail, "Q-2", "rep:wang", .cny("118.00"))
        try quote(&trail, "Q-3", "rep:zhao", .cny("150.00"))
        try trail.append(
            QuoteLinePriceChanged(
                quote: "Q-3", line: "L-1", product: "P-1", old: .cny("150.00"), new: .cny("129.00"), account: "acme"),
            by: "manager:wu")
        return trail
    }

    @Test func `Each leg names the author of its price`() throws {
        let spread = try #require(try Self.report(Self.three()).spreads.first)
        #expect(spread.account == "acme" && spread.product == "P-1" && spread.percent == "29.0")
        #expect(spread.legs.map(\.quote) == ["Q-1", "Q-2", "Q-3"])
        #expect(spread.legs.map(\.aboveLowest) == ["0.0", "18.0", "29.0"])
        #expect(spread.legs.map(\.author) == ["rep:lin", "rep:wang", "manager:wu"])
        #expect(spread.legs.map(\.rep) == ["rep:lin", "rep:wang", "rep:zhao"])
        #expect(spread.legs.map(\.edit.position) == [1, 3, 6] && spread.legs[2].kind == .changed)
    }

    @Test func `The least spread is inclusive`() throws {
        #expect(try Self.report(Self.three(), least: "29.0").spreads.count == 1)
        #expect(try Self.report(Self.three(), least: "29.1").spreads.isEmpty)
        #expect(try Self.report(Self.three(), account: "other").spreads.isEmpty)
        #expect(try Self.report(Self.three(), account: "acme").spreads.count == 1)
    }

    @Test func `Rejected and expired quotes do not count, accepted ones do`() throws {
        var trail = try Self.three()
        try trail.append(QuoteRejected(quote: "Q-3", version: 1))
        try trail.append(QuoteAccepted(quote: "Q-2", version: 1))
        #expect(try Self.report(trail).spreads.first?.percent == "18.0")
        try trail.append(QuoteExpired(quote: "Q-1", version: 1))
        #expect(try Self.report(trail).spreads.isEmpty)
    }

    @Test func `The end of an old version does not end the one that is edited`() throws {
        var trail = try Self.three()
        try trail.append(QuoteSent(quote: "Q-3", version: 1))
        try trail.append(QuoteVersionStarted(quote: "Q-3", version: 2))
        try trail.append(QuoteExpired(quote: "Q-3", version: 1))
        #expect(try Self.report(trail).spreads.first?.legs.last?.version == 2)
        try trail.append(QuoteRejected(quote: "Q-3", version: 2))
        #expect(try Self.report(trail).spreads.first?.legs.count == 2)
    }

    @Test func `One representative with two prices is no spread across representatives`() throws {
        var trail = TestTrail()
        try Self.quote(&trail, "Q-1", "rep:lin", .cny(100))
        try Self.quote(&trail, "Q-2", "rep:lin", .cny(110))
        #expect(try Self.report(trail).spreads.isEmpty)
        #expect(try Self.report(trail, representatives: 1).spreads.first?.percent == "10.0")
    }

    @Test func `Currencies are not compared, nor products nor accounts`() throws {
        var trail = TestTrail()
        try Self.quote(&trail, "Q-1", "rep:lin", .cny(100))
        try Self.quote(&trail, "Q-2", "rep:wang", .usd(110))
        try Self.quote(&trail, "Q-3", "rep:wang", .cny(110), product: "P-2")
        try Self.quote(&trail, "Q-4", "rep:wang", .cny(110), account: "other")
        #expect(try Self.report(trail).spreads.isEmpty)
    }

    @Test func `Merged accounts are one customer until they are split`() throws {
        var trail = TestTrail()
        try Self.quote(&trail, "Q-1", "rep:lin", .cny(100))
        try Self.quote(&trail, "Q-2", "rep:wang", .cny(120), account: "acme-2")
        #expect(try Self.report(trail).spreads.isEmpty)
        try trail.append(AccountsMerged(account: "acme", absorbed: "acme-2"))
        for asked in [nil, "acme", "acme-2"] as [AccountID?] {
            let spread = try #require(try Self.report(trail, account: asked).spreads.first)
            #expect(spread.account == "acme" && spread.percent == "20.0")
            #expect(spread.legs.map(\.account) == ["acme", "acme-2"])
        }
        #expect(try Self.report(trail, account: "other").spreads.isEmpty)
        try trail.append(AccountsSplit(account: "acme", restored: "acme-2"))
        #expect(try Self.report(trail).spreads.isEmpty)
    }

    @Test func `From a price of zero the spread is not available, and listed first`() throws {
        var trail = try Self.three()
        try Self.quote(&trail, "Q-8", "rep:lin", .cny(0), product: "P-9")
        try Self.quote(&trail, "Q-9", nil, .cny(10), product: "P-9")
        let spreads = try Self.report(trail, least: 50).spreads
        #expect(spreads.map(\.product) == ["P-9"] && spreads.first?.percent == nil)
        #expect(spreads.first?.legs.map(\.aboveLowest) == [nil, nil])
    }

    @Test func `A list change that a negotiated price withstood does not change its author`() throws {
        var trail = try Self.three()
        try trail.append(
            QuoteRepriced(
                quote: "Q-3", line: "L-1", product: "P-1", old: .cny(129), new: .cny(129), list: "2026",
                oldListPrice: .cny(150), newListPrice: .cny(160)), by: Author("rule:reprice", kind: .automation))
        #expect(try Self.report(trail).spreads.first?.legs.last?.author == "manager:wu")
        let state = try trail.states(of: QuoteAuditTrail.self)["quote:Q-3"]
        #expect(state?.items.first?.listPrice == .cny(160) && state?.items.first?.steps.count == 3)
    }

    @Test func `A removed line is no leg, and one that came back is`() throws {
        var trail = try Self.three()
        try trail.append(QuoteLineRemoved(quote: "Q-3", line: "L-1", product: "P-1", lastPrice: .cny(129)))
        #expect(try Self.report(trail).spreads.first?.percent == "18.0")
        try trail.append(
            QuoteLineAdded(quote: "Q-3", line: "L-2", product: "P-1", unitPrice: .cny(120)), by: "rep:zhao")
        let leg = try #require(try Self.report(trail).spreads.first?.legs.last)
        #expect(leg.kind == .readded && leg.author == "rep:zhao" && leg.aboveLowest == "20.0")
    }
}
