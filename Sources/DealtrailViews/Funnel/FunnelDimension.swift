import DealtrailModel
import DealtrailSales

/// By what a report is cut into slices (`docs/features.md` rows 38, 39, 41, 45 and 46).
///
/// The comments say what it is of an opportunity; ``ActionCut`` says what it is of an action.
public enum FunnelDimension: String, Codable, Hashable, Sendable, CaseIterable {
    /// The representative who owns the opportunity.
    case rep
    /// The team: that which its events name, or that of the representative.
    case team
    /// What it is mainly about.
    case product
    /// The customer: the account, or the one that stands for it where accounts were merged.
    case account
    /// The industry of the customer.
    case industry
    /// The tier of the customer.
    case tier
    /// The region: that which its events name, else that of the customer, else that of the representative.
    case region
    /// The week of ISO 8601 of its first known time, `YYYY-Www`, at the offset of the definition.
    case week
    /// The month of its first known time, `YYYY-MM`, at the offset of the definition.
    case month

    /// The slice that an opportunity falls into; `nil` when it is not recorded.
    func value(of state: Funnel.State, offsetMinutes: Int16, classes: SalesClasses) -> String? {
        switch self {
        case .rep: state.owner?.rawValue
        case .team: classes.team(of: state)
        case .product: state.product?.rawValue
        case .account: classes.customer(of: state)?.rawValue
        case .industry: classes.industry(of: state)
        case .tier: classes.tier(of: state)
        case .region: classes.region(of: state)
        case .week: Self.date(of: state, offsetMinutes).map(Self.week)
        case .month: Self.date(of: state, offsetMinutes).map(Self.month)
        }
    }

    private static func date(of state: Funnel.State, _ offsetMinutes: Int16) -> CivilDate? {
        (state.createdAt ?? state.firstEntered ?? state.outcome?.closedAt).map {
            ZonedTime($0, offsetMinutes: offsetMinutes).date
        }
    }

    /// Such as `2026-02`.
    static func month(_ date: CivilDate) -> String { String(date.description.dropLast(3)) }

    /// Such as `2026-W07`.
    static func week(_ date: CivilDate) -> String {
        let (year, number) = date.week
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + (number < 10 ? "-W0" : "-W")
            + String(number)
    }
}
