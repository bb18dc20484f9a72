public import DealtrailModel

/// A sum of decimals in 128 bits.
public struct ExactSum: Hashable, Sendable {
    private var digits: Int128 = 0
    private var scale: UInt8 = 0
    private var fits = true
    /// How many numbers were added.
    public private(set) var count = 0

    /// Nothing yet.
    public init() {}

    /// Adds a number; exact, or ``value`` is `nil` from then on.
    public mutating func add(_ value: ScaledDecimal) {
        let wanted = max(scale, value.scale)
        let (old, lost) = digits.multipliedReportingOverflow(by: Self.power(wanted - scale))
        let (sum, beyond) = old.addingReportingOverflow(Int128(value.mantissa) * Self.power(wanted - value.scale))
        if lost || beyond { fits = false } else { digits = sum }
        scale = wanted
        count += 1
    }

    /// The sum; a sum with more digits than a decimal holds is rounded half away from zero to as many decimals as fit.
    ///
    /// `nil` when even the whole number does not fit 64 bits, or the digits did not fit 128.
    public var value: ScaledDecimal? {
        guard fits else { return nil }
        if let mantissa = Int64(exactly: digits) { return ScaledDecimal(mantissa: mantissa, scale: scale) }
        var places = scale
        while places > 0 {
            places -= 1
            let divisor = Self.power(scale - places)
            let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
            let away = remainder.magnitude * 2 >= divisor.magnitude ? (digits < 0 ? -1 : 1) : 0
            if let mantissa = Int64(exactly: quotient + Int128(away)) {
                return ScaledDecimal(mantissa: mantissa, scale: places)
            }
        }
        return nil
    }

    private static func power(_ exponent: UInt8) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
