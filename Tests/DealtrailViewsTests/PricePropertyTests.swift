import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import DealtrailViews
import Testing

/// Random quotes: whatever was done to them, view and history tell the same story.
@Suite struct PricePropertyTests {
    /// A quote with random edits at random times, some unknown and some late.
    static func trail(_ random: inout SeededGenerator) throws -> TestTrail {
        var trail = TestTrail()
        var live: [LineID: ProductID] = [:]
        for step in 0..<60 {
            let at: OccurredAt =
                Int.random(in: 0..<10, using: &random) == 0
                ? .unknown
                : .at(time("2026-01-01T00:00:00Z").advanced(by: .seconds(Int.random(in: 0..<500, using: &random))))
            let price = Money.cny(ScaledDecimal(mantissa: Int64.random(in: 0...300, using: &random)))
            let line = live.keys.sorted().randomElement(using: &random)
            switch (Int.random(in: 0..<4, using: &random), line) {
            case (0, .some(let line)):
                try trail.append(
                    QuoteLineRemoved(quote: "Q-1", line: line, product: live[line] ?? "", lastPrice: price), at: at)
                live[line] = nil
            case (1, .some(let line)), (2, .some(let line)):
                try trail.append(
                    QuoteLinePriceChanged(quote: "Q-1", line: line, product: live[line], old: price, new: price),
                    at: at)
            default:
                let line = LineID("L-\(step)")
                live[line] = ProductID("P-\(Int.random(in: 0..<3, using: &random))")
                try trail.append(
                    QuoteLineAdded(quote: "Q-1", line: line, product: live[line] ?? "", unitPrice: price), at: at)
            }
        }
        return trail
    }

    @Test(arguments: seeds)
    func `The order in which events are handed over makes no difference`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let trail = try Self.trail(&random)
            let history = try PriceHistory(events: trail.events, stamp: PriceHistoryTests.stamp)
            let shuffled = try PriceHistory(
                events: trail.events.shuffled(using: &random), stamp: PriceHistoryTests.stamp)
            #expect(history == shuffled, "seed \(seed)")
        }
    }

    @Test(arguments: seeds)
    func `View and history have the same edits`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let trail = try Self.trail(&random)
            let edits = try PriceHistory(events: trail.events, stamp: PriceHistoryTests.stamp).edits
            let items = try #require(try trail.states(of: QuoteAuditTrail.self)["quote:Q-1"]).items
            let steps = items.flatMap(\.steps)
            let shown = Set(edits.map { [$0.origin.position, $0.counterpart?.position] })
            // A removal that was taken up is no edit of its own; everything else is one.
            let taken = Set(steps.filter { $0.kind == .readded }.compactMap(\.counterpart))
            let listed = steps.filter { $0.kind != .removed || !taken.contains($0.position) }
            let expected = Set(listed.map { [$0.position, $0.counterpart] })
            #expect(shown == expected, "seed \(seed)")
            #expect(steps.count == trail.events.count, "seed \(seed): an edit was merged away")
        }
    }
}
