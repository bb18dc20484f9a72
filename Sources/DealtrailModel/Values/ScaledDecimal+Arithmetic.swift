/// Exact arithmetic; a result that does not fit is `nil`, never rounded in silence.
extension ScaledDecimal {
    /// The sum at the larger of the two scales, or `nil` beyond 64 bits.
    public func adding(_ other: Self) -> Self? {
        let (left, right) = Self.aligned(self, other)
        return Self(exactly: left + right, scale: max(scale, other.scale))
    }

    /// The difference at the larger of the two scales, or `nil` beyond 64 bits.
    public func subtracting(_ other: Self) -> Self? {
        let (left, right) = Self.aligned(self, other)
        return Self(exactly: left - right, scale: max(scale, other.scale))
    }

    /// The product rounded half away from zero to `decimals` places, or `nil` beyond 64 bits or 18 places.
    public func multiplied(by other: Self, decimals: UInt8) -> Self? {
        guard decimals <= Self.maximumScale else { return nil }
        let product = Int128(mantissa) * Int128(other.mantissa)
        let places = scale + other.scale
        if places <= decimals {
            let (shifted, overflow) = product.multipliedReportingOverflow(by: Self.powerOfTen(decimals - places))
            return overflow ? nil : Self(exactly: shifted, scale: decimals)
        }
        return Self(exactly: Self.divide(product, by: Self.powerOfTen(places - decimals)), scale: decimals)
    }

    /// The quotient rounded half away from zero to `decimals` places.
    ///
    /// `nil` for a zero divisor, beyond 64 bits, or for more than 18 places.
    public func divided(by divisor: Self, decimals: UInt8) -> Self? {
        guard !divisor.isZero, decimals <= Self.maximumScale else { return nil }
        // (m1 / 10^s1) / (m2 / 10^s2), scaled by 10^decimals.
        let shift = Int(decimals) + Int(divisor.scale) - Int(scale)
        var numerator = Int128(mantissa)
        var denominator = Int128(divisor.mantissa)
        if shift >= 0 {
            let (shifted, overflow) = numerator.multipliedReportingOverflow(by: Self.powerOfTen(UInt8(shift)))
            guard !overflow else { return nil }
            numerator = shifted
        } else {
            let (shifted, overflow) = denominator.multipliedReportingOverflow(by: Self.powerOfTen(UInt8(-shift)))
            guard !overflow else { return nil }
            denominator = shifted
        }
        return Self(exactly: Self.divide(numerator, by: denominator), scale: decimals)
    }

    /// The change from this number to `new` in percent, with one decimal; `nil` from 0 and beyond 64 bits.
    ///
    /// A percentage from zero is "n/a", never infinite and never 0 (DESIGN section 1, rule 3).
    public func percentChange(to new: Self) -> Self? {
        guard !isZero else { return nil }
        let (from, to) = Self.aligned(self, new)
        let base = Int128(from.magnitude)
        // Long division, three places on: a thousandfold difference may not fit 128 bits where the quotient does.
        var (quotient, remainder) = (to - from).quotientAndRemainder(dividingBy: base)
        for _ in 0..<3 {
            let (shifted, overflow) = quotient.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            let step = (remainder * 10).quotientAndRemainder(dividingBy: base)
            (quotient, remainder) = (shifted + step.quotient, step.remainder)
        }
        if remainder.magnitude * 2 >= base.magnitude { quotient += remainder < 0 ? -1 : 1 }
        return Self(exactly: quotient, scale: 1)
    }

    /// Rounded half away from zero to `decimals` places, or with fewer where it has fewer.
    public func rounded(to decimals: UInt8) -> Self {
        guard scale > decimals else { return self }
        let digits = Self.divide(Int128(mantissa), by: Self.powerOfTen(scale - decimals))
        return Self(exactly: digits, scale: decimals) ?? self
    }

    /// The nearest `Double`, for statistics and display only.
    public var doubleValue: Double {
        Double(mantissa) / Double(Self.powerOfTen(scale))
    }

    init?(exactly digits: Int128, scale: UInt8) {
        guard let mantissa = Int64(exactly: digits) else { return nil }
        self.init(mantissa: mantissa, scale: scale)
    }

    /// Division rounded half away from zero.
    static func divide(_ numerator: Int128, by denominator: Int128) -> Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard remainder.magnitude * 2 >= denominator.magnitude else { return quotient }
        return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1
    }
}
