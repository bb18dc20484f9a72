public import DealtrailSales

/// A number of a funnel, to be opened down to its opportunities.
public enum FunnelSelector: Hashable, Sendable {
    /// Every opportunity.
    case all
    /// Those that reached the stage, by the rule about skips.
    case reached(StageName)
    /// Those that entered the stage.
    case entered(StageName)
    /// Those that jumped over the stage.
    case skipped(StageName)
    /// Those that are in the stage.
    case inStage(StageName)
    /// Those that progressed from the stage to the next one.
    case toNext(StageName)
    /// Those that progressed from the stage to any later one, or were won.
    case toLater(StageName)
    /// Those that were lost without progressing from the stage to a later one.
    case failed(StageName)
    /// Those that reached the stage and are open without having progressed to a later one.
    case censored(StageName)
    /// Those that made this move at least once; `nil` is the place before the first stage.
    case transition(from: StageName?, to: FunnelTarget)
    /// Those that are open.
    case open
    /// Those that were won.
    case won
    /// Those that were lost.
    case lost
    /// Those about which no time is known.
    case undated
    /// Those that were won below, at or above the list price, or where the comparison cannot be made.
    case againstList(ListComparison)
}

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

/// How the amount of a won opportunity lies to the list price.
public enum ListComparison: String, Codable, Hashable, Sendable, CaseIterable {
    /// Below it.
    case below
    /// Exactly at it.
    case at
    /// Above it.
    case above
    /// The amount, the quantity or the list price is not recorded, or the currencies differ.
    case notRecorded = "not-recorded"
}
