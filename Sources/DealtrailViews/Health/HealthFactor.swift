public import DealtrailModel
public import DealtrailSales

/// One of the factors of a health score, with what it contributes and the event that moved it.
public struct HealthFactor: Codable, Hashable, Sendable {
    /// Which factor it is.
    public typealias Name = HealthSignal

    /// Which factor it is.
    public let name: Name
    /// Its weight against the others.
    public let weight: Int
    /// What was measured: a length of time with six decimals rounded down, an amount, a score, a count; `nil` for a tier and
    /// when not known.
    public let measured: ScaledDecimal?
    /// Of what it was measured, such as `days`, `calls` or a currency; `nil` for a tier and for a score.
    public let unit: String?
    /// Over how many days a behaviour was measured; `nil` for the four factors of S0.
    public let trailingDays: Int?
    /// The tier; `nil` when there is none, and for the other factors.
    public let tier: TierName?
    /// What it is worth, 0 to 100, with at most two decimals.
    public let value: ScaledDecimal
    /// Its share of the score: weight times value by the sum of weights, rounded half away from zero to two decimals.
    public let contribution: ScaledDecimal
    /// The event that moved it last; `nil` when no event ever did.
    public let movedBy: EventMark?

    /// What was measured, in words, such as `10.0 days` or `3 calls in 30 days`; `nil` when not known.
    public var detail: String? { detail { $0.description } }

    /// The same with numbers as somebody writes them.
    package func detail(_ write: (ScaledDecimal) -> String) -> String? {
        guard let measured else { return tier?.rawValue }
        let number = write(name.isDuration ? measured.rounded(to: 1) : measured)
        guard let unit else { return number }
        // Every unit of a count ends in an s.
        let isOne = trailingDays != nil && !name.isDuration && measured == 1
        return "\(number) \(isOne ? String(unit.dropLast()) : unit)" + (trailingDays.map { " in \($0) days" } ?? "")
    }
}
