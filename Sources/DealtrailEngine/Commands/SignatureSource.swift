public import DealtrailModel

/// Where the keys of authors come from, and which commands must be signed.
///
/// The engine knows no domain: the host says which events put keys in force, and what its rules demand.
public struct SignatureSource: Sendable {
    /// The events that say which key of an author is in force; narrow, so that a log finds them by its index.
    public let scope: @Sendable (ActorID) -> Query
    /// How they change an author's keys.
    public let keys: Fold<AuthorKeys>
    /// Whether the rules in force demand a signature of a command of this kind.
    public let demands: @Sendable (any RuleSet, EventKind) -> Bool

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - keys: How events change the keys of one author.
    ///   - scope: Those events, for an author.
    ///   - demands: Whether rules demand a signature of a command.
    public init(
        keys: Fold<AuthorKeys>, scope: @escaping @Sendable (ActorID) -> Query,
        demands: @escaping @Sendable (any RuleSet, EventKind) -> Bool
    ) {
        self.keys = keys
        self.scope = scope
        self.demands = demands
    }

    /// Nobody has a key, and nothing needs one: a signature is then refused, since nobody can say whose it is.
    public static let none = SignatureSource(keys: Fold { [] }, scope: { _ in .none }, demands: { _, _ in false })
}
