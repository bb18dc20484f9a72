public import DealtrailModel

/// Something that somebody does in a simulated year.
public struct SimulatorStep: Sendable {
    /// The command.
    public let command: any Command
    /// Its identifier, unique in the run.
    public let id: CommandID
    /// Who asks.
    public let author: Author
    /// When it happened.
    public let occurredAt: OccurredAt
    /// When it reaches the log; later than ``occurredAt`` for what was entered late.
    ///
    /// Steps come in this order.
    public let recordedAt: Timestamp
    /// The rule that is going to refuse it; `nil` when it is going to be accepted.
    public let refusedBy: String?
}
