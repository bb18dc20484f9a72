public import DealtrailModel
public import DealtrailSales

/// An open opportunity in a stage, and how the deadline of that stay stands.
public struct StallCase: Hashable, Sendable {
    /// How the deadline stands.
    public enum Phase: String, Codable, Hashable, Sendable, CaseIterable {
        /// It has been missed.
        case stalled
        /// It runs, and has not been missed.
        case inTime = "in-time"
        /// It does not run, by the rules: nothing has started it, something has ended it, or it does not concern the tier.
        case notRunning = "not-running"
        /// Nobody recorded when what it runs from happened.
        case undated

        init(_ phase: DeadlineStatus.Phase, isDated: Bool) {
            self =
                switch phase {
                case _ where !isDated: .undated
                case .missed: .stalled
                case .idle, .notConcerned: .notRunning
                case .running, .warned, .inGrace: .inTime
                }
        }
    }

    /// The opportunity.
    public let opportunity: OpportunityID
    /// The stage.
    public let stage: StageName
    /// How the deadline stands.
    public let phase: Phase
    /// By when it should have moved; `nil` when the deadline does not run.
    public let due: Timestamp?
    /// What the deadline runs from, or what has ended it; `nil` when there is none with a known time.
    public let event: EventReference?
    /// What began the stay.
    public let entry: EventReference?
    let state: Funnel.State
}
