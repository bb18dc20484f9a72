public import DealtrailModel

/// The spread of some durations: exact, from the sorted values.
///
/// The median of an even count is the mean of the two middle values. The 90th percentile is the smallest value that at
/// least 90 % of the values do not exceed (nearest rank). Both are rounded half away from zero to one decimal of a day,
/// and only then.
public struct Distribution: Codable, Hashable, Sendable {
    /// How many values there are; at least one.
    public let count: Int
    /// The median in days, with one decimal.
    public let median: ScaledDecimal
    /// The 90th percentile in days, with one decimal.
    public let p90: ScaledDecimal
    /// The smallest value in days, with one decimal.
    public let minimum: ScaledDecimal
    /// The largest value in days, with one decimal.
    public let maximum: ScaledDecimal

    /// Nanoseconds of a day of 24 hours.
    public static let day: Int64 = 86_400_000_000_000

    /// Measures durations in nanoseconds; `nil` when there is none.
    ///
    /// - Parameters:
    ///   - nanoseconds: The durations, in any order.
    ///   - day: How many of them are a day.
    /// - Complexity: O(n log n).
    public init?(nanoseconds: [Int64], day: Int64 = Self.day) {
        guard !nanoseconds.isEmpty else { return nil }
        let sorted = nanoseconds.sorted()
        count = sorted.count
        // Twice the median stays a whole number of nanoseconds.
        let upper = Int128(sorted[count / 2])
        let lower = count.isMultiple(of: 2) ? Int128(sorted[count / 2 - 1]) : upper
        median = Self.days(lower + upper, per: 2 * Int128(day))
        p90 = Self.days(Int128(sorted[(count * 9 + 9) / 10 - 1]), per: Int128(day))
        minimum = Self.days(Int128(sorted[0]), per: Int128(day))
        maximum = Self.days(Int128(sorted[count - 1]), per: Int128(day))
    }

    /// Days with one decimal, rounded half away from zero.
    static func days(_ nanoseconds: Int128, per day: Int128 = Int128(day)) -> ScaledDecimal {
        let (quotient, remainder) = (nanoseconds * 10).quotientAndRemainder(dividingBy: day)
        let away: Int128 = remainder.magnitude * 2 >= day.magnitude ? (nanoseconds < 0 ? -1 : 1) : 0
        return ScaledDecimal(mantissa: Int64(clamping: quotient + away), scale: 1)
    }
}
