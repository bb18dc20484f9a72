public import DealtrailSales

/// One of those that a number of a funnel counts: an opportunity, one of its visits or one of its moves.
public struct FunnelItem: Hashable, Sendable {
    /// The opportunity.
    public let opportunity: OpportunityID
    /// How long it took, in nanoseconds of the calendar of the definition, for numbers that are durations.
    public let nanoseconds: Int64?
    let evidence: [FunnelEvidence]
}
