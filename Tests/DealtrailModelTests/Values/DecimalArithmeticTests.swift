import DealtrailModel
import DealtrailTesting
import Testing

/// Arithmetic against whole numbers of any size.
@Suite("Decimals: arithmetic")
struct DecimalArithmeticTests {
    private func number(_ generator: inout SeededGenerator) -> ScaledDecimal {
        ScaledDecimal(mantissa: generator.integer(), scale: UInt8.random(in: 0...18, using: &generator))
    }

    private func digits(_ number: ScaledDecimal, at scale: Int) -> BigInteger {
        BigInteger(number.mantissa) * .powerOfTen(scale - Int(number.scale))
    }

    /// Checks that `result` is `numerator / denominator` rounded half away from zero, or `nil` when that needs 65 bits.
    private func expectRounded(
        _ result: Int64?, _ numerator: BigInteger, _ denominator: BigInteger, _ note: Comment,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let zero = BigInteger(0)
        let two = BigInteger(2)
        let negative = (numerator < zero) != (denominator < zero) && !numerator.isZero
        let (top, bottom) = (numerator.magnitude, denominator.magnitude)
        guard let result else {
            // The rounded magnitude is beyond `limit` when 2 top + bottom >= 2 bottom (limit + 1).
            let limit = BigInteger(.max) + BigInteger(negative ? 2 : 1)
            #expect(!(two * top + bottom < two * bottom * limit), note, sourceLocation: location)
            return
        }
        #expect(result == 0 || (result < 0) == negative, note, sourceLocation: location)
        let quotient = BigInteger(result).magnitude
        let error = top - quotient * bottom
        #expect(!(bottom < two * error.magnitude), note, sourceLocation: location)
        // At a tie the result is the one further from zero.
        if two * error.magnitude == bottom { #expect(error < zero, note, sourceLocation: location) }
    }

    @Test("Sums, differences and order are exact", arguments: seeds)
    func sums(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let one = BigInteger(1)
        for _ in 0..<4_000 {
            let (left, right) = (number(&generator), number(&generator))
            let note: Comment = "seed \(seed): \(left), \(right)"
            let scale = Int(max(left.scale, right.scale))
            let (first, second) = (digits(left, at: scale), digits(right, at: scale))
            #expect((left < right) == (first < second), note)
            #expect((left == right) == (first == second), note)
            if left == right { #expect(left.hashValue == right.hashValue, note) }
            expectRounded(left.adding(right)?.mantissa, first + second, one, note)
            expectRounded(left.subtracting(right)?.mantissa, first - second, one, note)
            #expect(left.adding(right).map { Int($0.scale) } ?? scale == scale, note)
        }
    }

    @Test("Products, quotients and roundings are rounded half away from zero", arguments: seeds)
    func products(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<4_000 {
            let (left, right) = (number(&generator), number(&generator))
            let decimals = UInt8.random(in: 0...18, using: &generator)
            let note: Comment = "seed \(seed): \(left), \(right), \(decimals) decimals"
            let product = left.multiplied(by: right, decimals: decimals)
            expectRounded(
                product?.mantissa, BigInteger(left.mantissa) * BigInteger(right.mantissa) * .powerOfTen(Int(decimals)),
                .powerOfTen(Int(left.scale) + Int(right.scale)), note)
            #expect(product.map { $0.scale == decimals } ?? true, note)
            if right.isZero {
                #expect(left.divided(by: right, decimals: decimals) == nil, note)
            } else {
                expectRounded(
                    left.divided(by: right, decimals: decimals)?.mantissa,
                    BigInteger(left.mantissa) * .powerOfTen(Int(decimals) + Int(right.scale)),
                    BigInteger(right.mantissa) * .powerOfTen(Int(left.scale)), note)
            }
            let rounded = left.rounded(to: decimals)
            #expect(rounded.scale == min(left.scale, decimals), note)
            expectRounded(
                rounded.mantissa, BigInteger(left.mantissa) * .powerOfTen(Int(rounded.scale)),
                .powerOfTen(Int(left.scale)), note)
        }
    }

    @Test("The change in percent has one decimal, at every size", arguments: seeds)
    func percent(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<4_000 {
            let (from, to) = (number(&generator), number(&generator))
            let note: Comment = "seed \(seed): \(from) to \(to)"
            guard !from.isZero else {
                #expect(from.percentChange(to: to) == nil, note)
                continue
            }
            let scale = Int(max(from.scale, to.scale))
            let base = digits(from, at: scale)
            expectRounded(
                from.percentChange(to: to)?.mantissa, (digits(to, at: scale) - base) * BigInteger(1_000),
                base.magnitude,
                note)
        }
    }

    @Test(
        "Percentages that people check by hand",
        arguments: [
            ("100.00", "92.50", "-7.5"), ("80", "100", "25.0"), ("3", "2", "-33.3"), ("3", "4", "33.3"),
            ("-100", "-50", "50.0"), ("-100", "100", "200.0"), ("100", "0", "-100.0"), ("1", "1.0005", "0.1"),
            ("1", "1.0004", "0.0"), ("1", "0.9995", "-0.1"), ("92.5", "92.50", "0.0"),
            ("90000000000000000.00", "45000000000000000.00", "-50.0"),
            ("0.000000000000000001", "0.000000000000000002", "100.0"),
        ])
    func percentByHand(from: String, to: String, percent: String) {
        #expect(ScaledDecimal(from)?.percentChange(to: ScaledDecimal(to) ?? 0)?.description == percent)
    }

    @Test("From zero there is no percentage; beyond 64 bits there is no result")
    func none() {
        #expect(ScaledDecimal("0").percentChange(to: "5") == nil)
        #expect(ScaledDecimal("0.00").percentChange(to: "0") == nil)
        #expect(ScaledDecimal(mantissa: 1, scale: 18).percentChange(to: ScaledDecimal(mantissa: .max)) == nil)
        #expect(ScaledDecimal(mantissa: .max).adding(1) == nil)
        #expect(ScaledDecimal(mantissa: .min).subtracting(1) == nil)
        #expect(ScaledDecimal(mantissa: .max).adding(0)?.mantissa == .max)
        #expect(ScaledDecimal(mantissa: .max).multiplied(by: "0.5", decimals: 0)?.mantissa == 4_611_686_018_427_387_904)
        #expect(ScaledDecimal("1").multiplied(by: "1", decimals: 19) == nil)
        #expect(ScaledDecimal("0.000000000000000001").multiplied(by: "0.000000000000000001", decimals: 30) == nil)
        #expect(ScaledDecimal("1").divided(by: "3", decimals: 19) == nil)
        #expect(ScaledDecimal("1").divided(by: "0", decimals: 2) == nil)
        #expect(ScaledDecimal("2.5").rounded(to: 0).description == "3")
        #expect(ScaledDecimal("-2.5").rounded(to: 0).description == "-3")
        #expect(ScaledDecimal("2.4999").rounded(to: 0).description == "2")
        #expect(ScaledDecimal("2").rounded(to: 2).description == "2")
        #expect(ScaledDecimal("92.50").doubleValue == 92.5)
    }
}
