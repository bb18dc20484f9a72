import DealtrailModel
import DealtrailSales
import Foundation
import Testing

@Suite struct SalesPolicyTests {
    @Test func `The canonical text is the policy`() throws {
        let text = try SalesPolicy.standard.canonicalText()
        let parsed = try JSONDecoder().decode(SalesPolicy.self, from: Data(text.utf8))
        let digest = try SalesPolicy.standard.digest()
        #expect(parsed == .standard)
        #expect(digest == ContentDigest(of: Array(text.utf8)))
        #expect(!text.contains("\n"))
        let bytes = try CBOREncoder().encode(SalesPolicy.standard)
        let decoded = try CBORDecoder().decode(SalesPolicy.self, from: bytes)
        #expect(decoded == .standard)
    }

    @Test func `A product may have a band of its own`() {
        let rules = PricingRules(tolerance: 3, products: [.init(product: "P-7", tolerance: "1.5")])
        #expect(rules.tolerance(for: "P-7") == "1.5")
        #expect(rules.tolerance(for: "P-8") == 3)
    }

    @Test(arguments: [("500000.00", "B"), ("500000.01", "A"), ("50000.00", "C"), ("50000.01", "B"), ("0", "C")])
    func `Tiers begin strictly above their threshold`(_ amount: String, _ tier: String) throws {
        let amount = try #require(ScaledDecimal(amount))
        #expect(TieringRules.standard.tier(for: .cny(amount)) == TierName(tier))
        #expect(TieringRules.standard.tier(for: .eur(amount)) == "C")
    }

    @Test func `The route is the first whose limit lies above`() {
        let rules = ApprovalRules(
            mandatory: [],
            routes: [.init(below: .cny(5_000_000), chain: ["director"]), .init(chain: ["manager", "finance"])])
        #expect(rules.chain(for: .cny("4999999.99")) == ["director"])
        #expect(rules.chain(for: .cny("5000000.00")) == ["manager", "finance"])
        #expect(rules.chain(for: .eur(1)) == ["manager", "finance"])
        #expect(rules.chain(for: nil) == ["manager", "finance"])
        #expect(ApprovalRules(mandatory: [], routes: []).chain(for: nil) == nil)
    }

    @Test func `A curve is level outside and straight between`() {
        let curve = PiecewiseLinear([.init(2, 100), .init(7, 80), .init(30, 30), .init(90, 0)])
        #expect(curve.value(at: -5) == 100)
        #expect(curve.value(at: 2) == 100)
        #expect(curve.value(at: "4.5") == 90)
        #expect(curve.value(at: 7) == 80)
        #expect(curve.value(at: 8) == "77.83")
        #expect(curve.value(at: 90) == 0)
        #expect(curve.value(at: 91) == 0)
        #expect(PiecewiseLinear([]).value(at: 1) == nil)
    }

    @Test func `Two points with one x make a step`() {
        let curve = PiecewiseLinear([.init(0, 10), .init(5, 10), .init(5, 20), .init(9, 20)])
        #expect(curve.value(at: "4.99") == 10)
        #expect(curve.value(at: 5) == 20)
    }

    @Test func `A fingerprint sees terms and nothing else`() {
        func line(_ id: LineID, _ product: ProductID, _ quantity: ScaledDecimal, _ price: Money?) -> QuoteLineTerms {
            QuoteLineTerms(line: id, product: product, quantity: quantity, unitPrice: price, listPrice: .cny(100))
        }
        let first = QuoteFingerprint.of([line("L-1", "a", 1, .cny("92.50")), line("L-2", "b", 2, .cny(7))])
        #expect(
            first == QuoteFingerprint.of([line("L-9", "b", "2.0", .cny("7.00")), line("L-1", "a", 1, .cny("92.5"))]))
        #expect(first != QuoteFingerprint.of([line("L-1", "a", 1, .cny("92.51")), line("L-2", "b", 2, .cny(7))]))
        #expect(first != QuoteFingerprint.of([line("L-1", "a", 1, .eur("92.50")), line("L-2", "b", 2, .cny(7))]))
        #expect(first != QuoteFingerprint.of([line("L-1", "a", 1, .cny("92.50")), line("L-2", "b", 3, .cny(7))]))
        #expect(first != QuoteFingerprint.of([line("L-1", "a", 1, nil), line("L-2", "b", 2, .cny(7))]))
    }
}
