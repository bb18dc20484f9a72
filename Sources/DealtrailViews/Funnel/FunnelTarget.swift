public import DealtrailSales

/// Where a move leads to.
public enum FunnelTarget: Hashable, Sendable {
    /// A stage.
    case stage(StageName)
    /// The end as won.
    case won
    /// The end as lost.
    case lost

    /// The name as printed; `won` and `lost` in angle brackets, which tells them from stages of that name.
    public var label: String {
        switch self {
        case .stage(let stage): stage.rawValue
        case .won: "<won>"
        case .lost: "<lost>"
        }
    }
}
