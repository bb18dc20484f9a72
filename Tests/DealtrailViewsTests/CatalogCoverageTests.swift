import DealtrailModel
import DealtrailSales
import DealtrailViews
import Testing

/// A new kind of event that a projection forgot fails here.
@Suite struct CatalogCoverageTests {
    @Test func `Every projection takes or ignores every kind`() {
        for projection in SalesViews.all { check(projection) }
        #expect(Set(SalesViews.all.map { $0.name }).count == SalesViews.all.count)
    }

    private func check<View: Projection>(_ view: View.Type) {
        let taken = View.rows.rows.map(\.kind)
        let known = Set(Catalog.sales.events.keys)
        let foreign = Set(taken).union(View.rows.ignored).subtracting(EventVocabulary.announced)
        #expect(foreign == known, "\(View.name)")
        #expect(Set(taken).isDisjoint(with: View.rows.ignored), "\(View.name)")
        let places = View.rows.rows.map { "\($0.kind) \($0.key)" }
        #expect(Set(places).count == places.count, "\(View.name) has two rows for one kind and key")
    }
}
