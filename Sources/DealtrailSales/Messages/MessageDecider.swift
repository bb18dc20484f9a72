public import DealtrailModel

/// What is known of one output of a reaction when something about it is decided.
public struct MessageState: Sendable {
    /// Whether it is delivered, or its command decided.
    public internal(set) var isDone = false
    /// Whether it is a dead letter.
    public internal(set) var isDead = false
    /// How many attempts failed, since it was first sent or last resent.
    public internal(set) var attempts = 0
    /// What is known of its reaction.
    public internal(set) var reaction = ReactionDecider.initial
}

/// Folds what decisions about a message rest on.
public enum MessageDecider: Decider {
    /// Not tried yet.
    public static let initial = MessageState()
    /// What became of it, and whether its reaction is enabled.
    public static let fold = Fold<MessageState> {
        On(ReactionApplied.self) { state, _ in state.isDone = true }
        On(MessageDelivered.self) { state, _ in state.isDone = true }
        On(MessageFailed.self) { state, event in state.attempts = event.attempt }
        On(MessageDeadLettered.self) { state, _ in state.isDead = true }
        On(MessageResent.self) { state, _ in
            state.isDead = false
            state.attempts = 0
        }
        On(ReactionEnabled.self) { state, event in state.reaction.enabled = event.version }
        On(ReactionDisabled.self) { state, _ in state.reaction.enabled = nil }
    }

    /// The events about one message.
    public static func scope(_ key: MessageKey) -> Query {
        Query(items: [
            Query.Item(
                kinds: [
                    ReactionApplied.kind, MessageDelivered.kind, MessageFailed.kind, MessageDeadLettered.kind,
                    MessageResent.kind,
                ], tags: [.message(key)])
        ])
    }
}
