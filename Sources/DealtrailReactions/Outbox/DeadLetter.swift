public import Dealtrail

/// What is not tried any more, until somebody resends it.
public struct DeadLetter: Codable, Hashable, Sendable {
    /// What was recorded.
    public let letter: MessageDeadLettered
    /// When.
    public let recordedAt: Timestamp
    /// Where.
    public let position: UInt64
}
