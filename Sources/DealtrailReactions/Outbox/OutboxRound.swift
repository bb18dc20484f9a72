public import Dealtrail

/// What one round of deliveries has done, and what is left.
public struct OutboxRound: Codable, Hashable, Sendable {
    /// Messages that a receiver took.
    public internal(set) var delivered = 0
    /// Attempts that failed and will be made again.
    public internal(set) var failed = 0
    /// What became a dead letter.
    public internal(set) var dead = 0
    /// Commands that were decided.
    public internal(set) var applied = 0
    /// What is still owed.
    public internal(set) var waiting = 0
    /// What is owed to endpoints that this process does not know.
    public internal(set) var stranded = 0
    /// When the next attempt is due; `nil` when nothing is owed that this process could deliver.
    public internal(set) var nextAttempt: Timestamp?

    /// Nothing yet.
    public init() {}
}
