import DealtrailModel
import DealtrailSales
import Testing

@Suite struct CommandCatalogTests {
    @Test func `No command is named like an event`() {
        #expect(Catalog.sales.commands.count == 92)
        let events = Catalog.sales.events.keys
        let clashing = Catalog.sales.commands.keys.filter(events.contains)
        #expect(clashing.isEmpty)
    }

    @Test func `A fold has a row for every event that moves the aggregate`() {
        // An opening moves nothing.
        let quote = Catalog.sales.events.keys.filter { $0.rawValue.hasPrefix("quote.") && $0 != QuoteOpened.kind }
        let missing = quote.filter { !QuoteDecider.fold.kinds.contains($0) }
        #expect(missing.isEmpty)
    }
}
