import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailViews
import Testing

/// Approvals belong to prices through the fingerprint of the terms, and to nothing else.
@Suite struct PriceApprovalTests {
    static func terms(_ prices: Money...) -> ContentDigest {
        QuoteFingerprint.of(
            prices.enumerated().map { index, price in
                QuoteLineTerms(
                    line: LineID("X-\(index)"), product: ProductID("P-\(index + 1)"), quantity: 2, unitPrice: price)
            })
    }

    static func grant(_ trail: inout TestTrail, _ approval: ApprovalID, _ fingerprint: ContentDigest) throws {
        try trail.append(
            ApprovalStepDecided(
                approval: approval, quote: "Q-1", step: 0, role: "regional-manager", decision: .approved,
                approver: "manager:wu"),
            ApprovalStepDecided(
                approval: approval, quote: "Q-1", step: 1, role: "finance-supervisor", decision: .approved),
            ApprovalGranted(approval: approval, quote: "Q-1", fingerprint: fingerprint), by: "finance:gao")
    }

    static func quote() throws -> TestTrail {
        var trail = TestTrail()
        try trail.append(
            QuoteLineAdded(quote: "Q-1", line: "L-1", product: "P-1", quantity: 2, unitPrice: .cny(100)),
            QuoteLineAdded(quote: "Q-1", line: "L-2", product: "P-2", quantity: 2, unitPrice: .cny(50)))
        return trail
    }

    static func change(_ trail: inout TestTrail, _ old: Money, _ new: Money) throws -> EventID? {
        try trail.append(QuoteLinePriceChanged(quote: "Q-1", line: "L-1", product: "P-1", old: old, new: new)).first
    }

    @Test func `The prices that stand when the terms match are approved, and no earlier ones`() throws {
        var trail = try Self.quote()
        _ = try Self.change(&trail, .cny(100), .cny(90))
        _ = try Self.change(&trail, .cny(90), .cny("80.00"))
        try Self.grant(&trail, "A-1", Self.terms(.cny(80), .cny(50)))
        let edits = try PriceHistoryTests.history(trail).edits
        #expect(edits.map(\.approvals.count) == [0, 2, 0, 2])
        #expect(edits[3].approvals.map(\.approver) == ["manager:wu", "finance:gao"])
        #expect(edits[3].approvals.first?.role == "regional-manager" && edits[3].approvals.first?.approval == "A-1")
    }

    @Test func `An approval for other terms approves nothing`() throws {
        var trail = try Self.quote()
        _ = try Self.change(&trail, .cny(100), .cny(80))
        try Self.grant(&trail, "A-1", Self.terms(.cny(81), .cny(50)))
        #expect(try PriceHistoryTests.history(trail).edits.allSatisfy { $0.approvals.isEmpty })
    }

    @Test func `An approval that ended does not revive when the old price comes back`() throws {
        var trail = try Self.quote()
        _ = try Self.change(&trail, .cny(100), .cny(80))
        try Self.grant(&trail, "A-1", Self.terms(.cny(80), .cny(50)))
        let edit = try Self.change(&trail, .cny(80), .cny(70))
        try trail.append(ApprovalInvalidated(approval: "A-1", quote: "Q-1"), cause: edit)
        _ = try Self.change(&trail, .cny(70), .cny(80))
        let edits = try PriceHistoryTests.history(trail).edits
        #expect(edits.map(\.approvals.count) == [0, 2, 2, 0, 0])
    }

    @Test func `The version that the customer saw hangs on the price that it showed`() throws {
        var trail = try Self.quote()
        _ = try Self.change(&trail, .cny(100), .cny(80))
        try trail.append(QuoteSent(quote: "Q-1", version: 1, document: ContentDigest(of: [3])))
        try trail.append(QuoteVersionStarted(quote: "Q-1", version: 2))
        _ = try Self.change(&trail, .cny(80), .cny(75))
        try trail.append(QuoteSent(quote: "Q-1", version: 2))
        let edits = try PriceHistoryTests.history(trail).edits
        #expect(edits.map(\.sent?.version) == [nil, 1, 1, 2])
        #expect(edits.map(\.version) == [1, 1, 1, 2])
        #expect(edits[2].sent?.document == ContentDigest(of: [3]))
    }
}
