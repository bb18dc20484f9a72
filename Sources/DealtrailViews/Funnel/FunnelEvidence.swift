/// What a number of a funnel rests on in the history of one opportunity.
enum FunnelEvidence: Hashable, Sendable {
    /// Its creation.
    case created
    /// What began a visit, by its place among the visits.
    case entry(Int)
    /// What ended a visit, by its place among the visits.
    case end(Int)
    /// How it ended.
    case outcome
    /// What opened it again last.
    case reopening
}
