public import DealtrailModel

/// What is known of a reaction when something about it is decided.
public struct ReactionState: Sendable {
    /// The version that is enabled; `nil` when none is.
    public internal(set) var enabled: String?
    /// Whether a directory has claimed the outbox.
    public internal(set) var isClaimed = false
    /// The definition of each version that was ever enabled.
    var definitions: [String: ContentDigest?] = [:]
}

/// Folds what decisions about a reaction rest on.
public enum ReactionDecider: Decider {
    /// Not enabled, and nobody delivers.
    public static let initial = ReactionState()
    /// Enabling, disabling, and who delivers.
    public static let fold = Fold<ReactionState> {
        On(ReactionEnabled.self) { state, event in
            state.enabled = event.version
            state.definitions[event.version] = .some(event.definition)
        }
        On(ReactionDisabled.self) { state, _ in state.enabled = nil }
        On(OutboxClaimed.self) { state, _ in state.isClaimed = true }
    }

    /// The events that say whether a reaction is enabled.
    public static func scope(_ reaction: ReactionName) -> Query {
        Query(items: [
            Query.Item(kinds: [ReactionEnabled.kind, ReactionDisabled.kind], tags: [.reaction(reaction)]),
            Query.Item(kinds: [OutboxClaimed.kind], tags: [.outbox]),
        ])
    }
}
