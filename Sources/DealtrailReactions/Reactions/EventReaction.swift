public import Dealtrail

/// What follows from an event: commands and messages (`docs/reactions.md`).
///
/// A service declares its own, and hands them to an ``OutboxRunner``; one that is data is a ``DefinedReaction``. Nothing
/// follows before the reaction is enabled, and nothing ever while views are rebuilt or a what-if decides again.
public protocol EventReaction: Sendable {
    /// The name.
    var name: ReactionName { get }
    /// The version; what reacts otherwise has another.
    var version: String { get }
    /// The events that it wants; those of the outbox itself it never gets.
    var query: Query { get }
    /// Says what follows.
    ///
    /// Pure: it is asked again before each attempt, and has to say the same, in the same order. It may throw; what it says
    /// of this event is then a dead letter.
    func react(to event: RecordedEvent, in context: ReactionContext) throws -> [ReactionOutput]
}
