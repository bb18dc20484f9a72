/// Which key of which author is in force as a log goes on: what a check of its signatures asks the domain.
///
/// The log knows no domain: the host says which events put keys in force.
public protocol AuthorKeyLedger: Sendable {
    /// Takes in the next event of the log.
    ///
    /// - Returns: Whether it is about keys.
    /// - Throws: ``EventError`` when it is, and does not read.
    mutating func take(_ event: borrowing EventView) throws -> Bool

    /// The keys of an author, as of the events that were taken in.
    func keys(of author: ActorID) -> AuthorKeys
}
