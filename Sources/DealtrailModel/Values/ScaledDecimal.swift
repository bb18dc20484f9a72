/// A decimal number that keeps the scale it was entered with: `92.50` stays `92.50` and equals `92.5`.
///
/// Held as `mantissa × 10^-scale` with a 64-bit mantissa and a scale of 0 to 18, so that money and prices never meet
/// binary floating point (`docs/format.md`, "Decimals"). Comparison and hashing are numeric; the scale is for display.
public struct ScaledDecimal: Hashable, Comparable, Sendable {
    /// The largest number of decimals: 18.
    public static let maximumScale: UInt8 = 18

    /// All digits, without the point.
    public let mantissa: Int64
    /// How many of the digits stand behind the point, 0 to 18.
    public let scale: UInt8

    /// Creates `mantissa × 10^-scale`.
    ///
    /// - Precondition: `scale <= 18`. Readers check before they come here.
    public init(mantissa: Int64, scale: UInt8 = 0) {
        precondition(scale <= Self.maximumScale, "a decimal has at most 18 decimals")
        self.mantissa = mantissa
        self.scale = scale
    }

    /// Reads `[-]digits[.digits]`, without grouping, exponent, spaces or a plus sign.
    ///
    /// Returns `nil` for anything else, for more than 18 decimals, and for a mantissa beyond 64 bits.
    public init?(_ text: some StringProtocol) {
        var mantissa: Int64 = 0
        var scale: UInt8 = 0
        var digits = 0
        var seenPoint = false
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: negative = true
            case UInt8(ascii: ".") where !seenPoint && digits > 0: seenPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let (product, overflowed) = mantissa.multipliedReportingOverflow(by: 10)
                // Built towards the negative side, which reaches one further than the positive.
                let (next, beyond) = product.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                guard !overflowed, !beyond else { return nil }
                mantissa = next
                digits += 1
                if seenPoint {
                    scale += 1
                    guard scale <= Self.maximumScale else { return nil }
                }
            default: return nil
            }
        }
        guard digits > 0, !seenPoint || scale > 0 else { return nil }
        if !negative {
            guard mantissa != .min else { return nil }
            mantissa = -mantissa
        }
        self.init(mantissa: mantissa, scale: scale)
    }

    /// Zero.
    public static let zero = ScaledDecimal(mantissa: 0)

    /// Whether the number is 0, whatever its scale.
    public var isZero: Bool { mantissa == 0 }

    /// Numeric equality: `1.50` equals `1.5`.
    public static func == (left: Self, right: Self) -> Bool {
        if left.scale == right.scale { return left.mantissa == right.mantissa }
        let (leftDigits, rightDigits) = aligned(left, right)
        return leftDigits == rightDigits
    }

    /// Numeric order.
    public static func < (left: Self, right: Self) -> Bool {
        let (leftDigits, rightDigits) = aligned(left, right)
        return leftDigits < rightDigits
    }

    /// Hashes the numeric value, so that equal numbers of different scale hash alike.
    public func hash(into hasher: inout Hasher) {
        let (digits, places) = reduced
        hasher.combine(digits)
        hasher.combine(places)
    }

    /// The same number without trailing zeros behind the point.
    public var normalized: ScaledDecimal {
        let (digits, places) = reduced
        return ScaledDecimal(mantissa: digits, scale: places)
    }

    private var reduced: (Int64, UInt8) {
        var digits = mantissa
        var places = scale
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        return (digits, places)
    }

    /// Both mantissas at the larger of the two scales, in 128 bits: 19 digits shifted by 18 places always fit.
    static func aligned(_ left: Self, _ right: Self) -> (Int128, Int128) {
        let scale = max(left.scale, right.scale)
        return (
            Int128(left.mantissa) * powerOfTen(scale - left.scale),
            Int128(right.mantissa) * powerOfTen(scale - right.scale)
        )
    }

    /// 10 to the power of `exponent`, which is at most 38.
    static func powerOfTen(_ exponent: UInt8) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}

extension ScaledDecimal: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int64) {
        self.init(mantissa: value)
    }
}

extension ScaledDecimal: ExpressibleByStringLiteral {
    /// A literal in source code, such as `"92.50"`.
    ///
    /// Input goes through `init?(_:)` instead.
    ///
    /// - Precondition: the literal is a decimal.
    public init(stringLiteral value: StaticString) {
        guard let number = ScaledDecimal(value.description) else {
            preconditionFailure("\"\(value)\" is not a decimal literal")
        }
        self = number
    }
}

extension ScaledDecimal: LosslessStringConvertible {
    /// The number with all of its decimals, such as `-0.50`.
    public var description: String {
        var digits = String(mantissa.magnitude)
        if scale > 0 {
            let missing = Int(scale) + 1 - digits.count
            if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -Int(scale)))
        }
        return mantissa < 0 ? "-" + digits : digits
    }
}
