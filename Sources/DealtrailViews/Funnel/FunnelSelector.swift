public import DealtrailModel
public import DealtrailSales

/// A number of a funnel, to be opened down to its opportunities and their events.
public enum FunnelSelector: Hashable, Sendable {
    /// Every opportunity.
    case all
    /// Those that are open.
    case open
    /// Those that were won.
    case won
    /// Those that were lost.
    case lost
    /// Those about which no time is known.
    case undated
    /// Those that are open and never entered a stage.
    case notStarted
    /// Those whose amounts make up the won value in a currency.
    case wonValue(Currency)
    /// Those that were won without an amount.
    case wonWithoutAmount
    /// Those whose days to won are known.
    case daysToWon
    /// Those whose days to lost are known.
    case daysToLost
    /// Those that were won below, at or above the list price, or where the comparison cannot be made.
    case againstList(ListComparison)
    /// Those that reached the stage, by the rule about skips.
    case reached(StageName)
    /// Those that entered the stage.
    case entered(StageName)
    /// Those that jumped over the stage.
    case skipped(StageName)
    /// Those that are in the stage.
    case inStage(StageName)
    /// Those that were won out of the stage.
    case wonFrom(StageName)
    /// Those that were lost out of the stage.
    case lostFrom(StageName)
    /// Those that progressed from the stage to the next one.
    case toNext(StageName)
    /// Those that went past the next stage without entering it.
    case jumped(StageName)
    /// Those that progressed from the stage to any later one, or were won.
    case toLater(StageName)
    /// Those that were lost without progressing from the stage to a later one.
    case failed(StageName)
    /// Those that reached the stage and are open without having progressed to a later one.
    case censored(StageName)
    /// The visits to the stage, each of them.
    case visits(StageName)
    /// The visits to the stage that began at a time that is not known, each of them.
    case undatedVisits(StageName)
    /// Those that visited the stage so often.
    case visited(StageName, times: Int)
    /// Those whose last completed visit to the stage has a known length.
    case latest(StageName)
    /// Those whose completed visits to the stage all have known lengths.
    case cumulative(StageName)
    /// Those whose visit to the stage still runs.
    case running(StageName)
    /// The moves from a stage to another or to an end, each of them; `nil` is the place before the first stage.
    case transition(from: StageName?, to: FunnelTarget)
}
