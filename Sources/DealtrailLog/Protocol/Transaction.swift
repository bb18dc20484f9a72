public import DealtrailModel

/// A decision to be made inside the order of the log.
///
/// The state is loaded before the lock is taken and brought up to date inside it; `decide` is pure and may run again.
public struct Transaction<State: Sendable>: Sendable {
    /// The command, for its idempotency: when it is known already, nothing is decided.
    public let commandID: CommandID
    /// The canonical command, with which a repetition is compared.
    public let command: [UInt8]?
    /// The events that the decision rests on.
    public let scope: Query
    /// What is known before the first of them.
    public let initial: State
    /// How they change it.
    public let fold: Fold<State>
    /// Decides under the stamp that the events will bear; `nil` appends nothing.
    public let decide: @Sendable (State, Timestamp) throws -> AppendRequest?

    /// Creates a transaction.
    public init(
        commandID: CommandID, command: [UInt8]? = nil, scope: Query, initial: State, fold: Fold<State>,
        decide: @escaping @Sendable (State, Timestamp) throws -> AppendRequest?
    ) {
        self.commandID = commandID
        self.command = command
        self.scope = scope
        self.initial = initial
        self.fold = fold
        self.decide = decide
    }
}
