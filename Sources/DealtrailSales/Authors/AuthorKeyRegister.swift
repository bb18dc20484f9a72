public import DealtrailModel

/// The keys of all authors as a log goes on, by the `author-key` events in it.
public struct AuthorKeyRegister: AuthorKeyLedger {
    private var state = AuthorKeyDecider.initial
    private static let kinds = Set(AuthorKeyDecider.fold.kinds.map { NameHasher.hash($0) })

    /// Begins before the first event.
    public init() {}

    /// Takes in the next event of the log.
    ///
    /// - Returns: Whether it is about keys.
    /// - Throws: `EventError` when it is, and does not read.
    /// - Complexity: O(1) for all others.
    public mutating func take(_ event: borrowing EventView) throws -> Bool {
        guard Self.kinds.contains(event.kindHash) else { return false }
        try AuthorKeyDecider.fold.apply(event, to: &state)
        return true
    }

    /// The keys of an author, as of the events that were taken in.
    public func keys(of author: ActorID) -> AuthorKeys { state[author] }
}
