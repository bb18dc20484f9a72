import DealtrailModel
import DealtrailViews
import Testing

@Suite struct ExactSumTests {
    static func sum(_ values: ScaledDecimal...) -> ScaledDecimal? {
        var sum = ExactSum()
        for value in values { sum.add(value) }
        return sum.value
    }

    @Test func `Scales meet at the larger one`() {
        #expect(Self.sum() == 0)
        #expect(Self.sum("0.1", "0.20", "-0.005")?.description == "0.295")
        #expect(Self.sum("0.5", "-0.5")?.isZero == true)
    }

    @Test func `A sum with too many digits keeps as many decimals as fit`() {
        let large = ScaledDecimal(mantissa: .max, scale: 2)
        #expect(Self.sum(large, "0.000000000000000001")?.description == large.description)
        #expect(Self.sum(large, "0.01")?.description == "92233720368547758.1")
        #expect(Self.sum(ScaledDecimal(mantissa: .max), 1) == nil)
        #expect(Self.sum(ScaledDecimal(mantissa: .max), 1, -1) == ScaledDecimal(mantissa: .max))
    }

    @Test func `A sum beyond 128 bits is no sum`() {
        var sum = ExactSum()
        sum.add("0.000000000000000001")
        for _ in 0..<20 { sum.add(ScaledDecimal(mantissa: .max)) }
        #expect(sum.value == nil && sum.count == 21)
    }
}
