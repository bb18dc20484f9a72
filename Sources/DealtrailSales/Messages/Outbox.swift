public import DealtrailModel

/// Commands about the outbox as a whole.
public enum Outbox: Sendable {
    /// The events of reactions and their messages: the book that the outbox keeps, and that nothing reacts to.
    public static let kinds: Set<EventKind> = [
        ReactionEnabled.kind, ReactionDisabled.kind, ReactionApplied.kind, MessageDelivered.kind, MessageFailed.kind,
        MessageDeadLettered.kind, MessageResent.kind, OutboxClaimed.kind,
    ]
}
