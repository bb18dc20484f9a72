public import DealtrailModel

/// How strongly a cell is shaded in HTML, 0 to 9; text shows none, since its figures say the same.
public struct Shade: Hashable, Sendable {
    /// 0 for none to 9 for the strongest.
    public let level: Int

    /// A share in percent: 0 for none, 1 to 9 for what is above it.
    public init(percent: ScaledDecimal) {
        level = percent > .zero ? 1 + min(8, Int(percent.rounded(to: 0).mantissa) * 9 / 101) : 0
    }

    /// A count against the highest one: 0 for none, 1 to 9 for what is above it.
    public init(count: Int, of highest: Int) {
        level = count > 0 && highest > 0 ? 1 + min(8, count * 9 / (highest + 1)) : 0
    }
}
