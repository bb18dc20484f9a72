import DealtrailModel

/// Shares in percent.
enum Percent {
    /// `part` of `whole` in percent with one decimal, rounded half away from zero; `nil` ("n/a") of nothing.
    static func of(_ part: Int, _ whole: Int) -> ScaledDecimal? {
        ScaledDecimal(mantissa: Int64(part) * 100).divided(by: ScaledDecimal(mantissa: Int64(whole)), decimals: 1)
    }
}
