/// What a write does when the key is there already.
public enum WriteMode: Hashable, Sendable {
    /// Replaces the value.
    case upsert
    /// Refuses with `keyExists`.
    case insert
    /// Requires a key above every other of the table, refuses with `keyExists` otherwise, and fills pages densely.
    ///
    /// The refusal is a fault of the caller or a damaged table, never a normal outcome: abandon the transaction.
    case append
}
