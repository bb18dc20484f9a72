public import DealtrailModel

/// What is paid from a pool or margin, and when (`docs/features.md` rows 156 and 158).
public struct IncentiveRules: Codable, Hashable, Sendable {
    /// How much of the month's process pool the breaker freezes, in percent.
    public var frozenShare: ScaledDecimal
    /// The dividend's share of the gross margin, in percent.
    public var dividendShare: ScaledDecimal
    /// Over how many years of margin.
    public var dividendYears: Int

    /// Creates rules.
    public init(frozenShare: ScaledDecimal, dividendShare: ScaledDecimal, dividendYears: Int) {
        self.frozenShare = frozenShare
        self.dividendShare = dividendShare
        self.dividendYears = dividendYears
    }

    /// 30 percent frozen; 2 percent of two years' margin.
    public static let standard = IncentiveRules(frozenShare: 30, dividendShare: 2, dividendYears: 2)

    /// What of a pool is frozen, to two decimals; `nil` beyond 64 bits.
    public func frozen(of pool: Money, version: String, events: [EventID] = []) -> Explained<Money?> {
        share(frozenShare, of: pool, "incentive.breaker", version, "is frozen", events)
    }

    /// The dividend of one quarter: the share of its margin, while the quarter lies within the years after the grant.
    ///
    /// - Parameters:
    ///   - margin: The gross margin of the quarter with the customers that were developed.
    ///   - quarter: The quarter, from 1 for the first after the grant.
    ///   - version: The version of the policy.
    ///   - events: What the margin rests on.
    public func dividend(
        on margin: Money, quarter: Int, version: String, events: [EventID] = []
    ) -> Explained<Money?> {
        guard (1...max(1, dividendYears * 4)).contains(quarter) else {
            return Explained(
                Money(.zero, margin.currency),
                RuleExplanation(
                    "incentive.dividend", version: version, "quarter \(quarter) lies outside \(dividendYears) years",
                    ["quarter": quarter], events: events))
        }
        return share(dividendShare, of: margin, "incentive.dividend", version, "is paid for quarter \(quarter)", events)
    }

    private func share(
        _ percent: ScaledDecimal, of whole: Money, _ rule: String, _ version: String, _ verb: String,
        _ events: [EventID]
    ) -> Explained<Money?> {
        let amount = whole.amount.multiplied(
            by: percent, decimals: min(whole.amount.scale + percent.scale, ScaledDecimal.maximumScale))?
            .divided(by: 100, decimals: 2).map { Money($0, whole.currency) }
        return Explained(
            amount,
            RuleExplanation(
                rule, version: version, "\(amount?.description ?? "an amount beyond 64 bits") \(verb)",
                ["of": whole, "percent": percent], events: events))
    }

    package enum CodingKeys: Int, CodingKey {
        case frozenShare = 1
        case dividendShare = 2
        case dividendYears = 3
    }
}
