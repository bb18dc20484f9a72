import DealtrailModel
import DealtrailSales

/// By what a funnel is cut into slices.
public enum FunnelDimension: String, Codable, Hashable, Sendable, CaseIterable {
    /// The representative who owns the opportunity.
    case rep
    /// What it is mainly about.
    case product
    /// The customer: the account, or the one that stands for it where accounts were merged.
    case account
    /// The month of its first known time, `YYYY-MM`, at the offset of the definition.
    case month

    /// The slice that an opportunity falls into; `nil` when it is not recorded.
    func value(of state: Funnel.State, offsetMinutes: Int16, merged: MergedAccounts) -> String? {
        switch self {
        case .rep: state.owner?.rawValue
        case .product: state.product?.rawValue
        case .account: state.account.map { merged.customer(of: $0).rawValue }
        case .month:
            (state.createdAt ?? state.firstEntered ?? state.outcome?.closedAt).map { time in
                String(ZonedTime(time, offsetMinutes: offsetMinutes).date.description.dropLast(3))
            }
        }
    }
}
