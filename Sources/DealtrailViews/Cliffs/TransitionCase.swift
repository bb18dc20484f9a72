/// An opportunity that entered a stage, and whether it entered the next one in time.
struct TransitionCase: Hashable, Sendable {
    /// The Monday of the week in which it entered the stage, as a day number.
    let week: Int
    /// Whether it entered the next stage within the horizon.
    let isConverted: Bool
    /// The visit that it entered with, and what it converted by.
    let evidence: [FunnelEvidence]
    /// The opportunity, by its place in the funnel.
    let index: Int
}
