public import DealtrailModel

/// What is known of a policy when a version of it is published.
public struct PolicyState: Sendable {
    var versions: [String: ContentDigest] = [:]
    var latest: String?
    /// From when the latest is to hold; `nil` for from its publication.
    var latestFrom: Timestamp?
}

/// Folds what was published of a policy.
public enum PolicyDecider: Decider {
    /// Nothing published yet.
    public static let initial = PolicyState()
    /// The versions with their digests, and the last one with its beginning.
    public static let fold = Fold<PolicyState> {
        On(PolicyPublished.self) { state, event in
            state.versions[event.version] = event.digest
            state.latest = event.version
            state.latestFrom = event.effectiveFrom
        }
    }
}
