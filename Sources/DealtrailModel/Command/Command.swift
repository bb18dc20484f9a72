/// A request to change something, with the pure decision about it.
///
/// The stored form follows from its coding keys as for an ``Event``; it is what a client signs and what a what-if decides
/// again.
public protocol Command: Codable, Hashable, Sendable {
    /// What the decision rests on.
    associatedtype Decider: DealtrailModel.Decider
    /// The stored name, such as `quote.change-price`.
    static var kind: EventKind { get }
    /// The schema version that this type writes, from 1.
    static var version: UInt32 { get }
    /// The stream that a refusal is recorded in.
    var subject: StreamName { get }
    /// By what a refusal is found.
    var tags: [Tag] { get }
    /// The events that the decision rests on, and that must not change while it is made.
    var scope: Query { get }
    /// What the decision rests on beyond ``scope``, as far as only the state and the rules tell; nothing for most commands.
    ///
    /// A quote knows from its own events which price lists its lines come from, and the rules whether those matter. It is
    /// asked with what both scopes led to, until it asks for nothing that is not there yet; it has no side effect.
    func furtherScope(_ state: Decider.State, under rules: any RuleSet) -> Query
    /// Decides: which events follow, or why not. May be called again with a newer state; it has no side effect.
    ///
    /// An empty list says that there is nothing to change; it is accepted and recorded as nothing.
    func decide(_ state: Decider.State, in context: DecisionContext) throws(Refusal) -> [ProposedEvent]
}

extension Command {
    /// The first version.
    public static var version: UInt32 { 1 }
    /// Nothing.
    public func furtherScope(_ state: Decider.State, under rules: any RuleSet) -> Query { .none }
}
