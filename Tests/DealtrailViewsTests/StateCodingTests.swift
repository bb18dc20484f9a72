import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import Testing

@testable import DealtrailViews

/// Every other test of this module reads its states through their own form; these are the edges of that form.
@Suite("The stored form of states")
struct StateCodingTests {
    @Test("a state that is cut anywhere, or has a byte too many, is refused")
    func damage() throws {
        var trail = TestTrail()
        try trail.append(
            QuoteCreated(quote: "Q-1", account: "acme", opportunity: nil, owner: "rep:lin", currency: .cny))
        try trail.append(
            QuoteLineAdded(
                quote: "Q-1", line: "L-1", product: "P-1", quantity: "3", listPrice: .cny("10.00"),
                unitPrice: .cny("9.50"), account: "acme", list: "list-1"))
        let state = try #require(try trail.states(of: QuoteAuditTrail.self)["quote:Q-1"])
        var writer = CBORWriter()
        state.write(to: &writer)
        #expect(try Self.read(writer.bytes) == state)
        for count in 0..<writer.bytes.count {
            #expect(throws: CBORError.self, "the first \(count) bytes") {
                try Self.read(Array(writer.bytes[..<count]))
            }
        }
        #expect(throws: CBORError.self) { try Self.read(writer.bytes + [0]) }
    }

    @Test("a state tells its size from what it holds")
    func footprint() {
        var state = Funnel.State(opportunity: "O-1")
        let empty = state.footprint
        state.visits = Array(repeating: Funnel.Visit(stage: 0, entered: nil, left: nil), count: 100)
        #expect(state.footprint >= empty + 100 * MemoryLayout<Funnel.Visit>.stride)
    }

    @Test("asking ahead for what a state refers to changes nothing, however much that is")
    func prefetch() {
        var quote = QuoteAuditTrail.State()
        var funnel = Funnel.State(opportunity: "O-1")
        let stamp = PriceStamp(
            mark: EventMark(position: 1, id: EventID(high: 1, low: 2), occurredAt: nil), author: "rep:lin")
        for count in 0..<12 {
            let (quoteBefore, funnelBefore) = (quote, funnel)
            for step in 0...3 {
                quote.prefetch(step)
                funnel.prefetch(step)
            }
            #expect(quote == quoteBefore)
            #expect(funnel == funnelBefore)
            quote.add(
                line: LineID("L-\(count)"), product: nil, quantity: nil, price: nil, listPrice: nil, list: nil,
                stamp: stamp)
            for _ in 0..<count { funnel.visits.append(Funnel.Visit(stage: 0, entered: nil, left: nil)) }
        }
    }

    private static func read(_ bytes: [UInt8]) throws(CBORError) -> QuoteAuditTrail.State {
        var reader = CBORReader(bytes.rawSpan)
        let state = try QuoteAuditTrail.State(reading: &reader)
        guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
        return state
    }
}
