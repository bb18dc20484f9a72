public import DealtrailModel

/// What is known of a policy when something about it is decided.
public struct PolicyState: Sendable {
    /// What was done with its versions.
    public internal(set) var timeline = PolicyTimeline()
    /// The last publication that put its version in force at once, with the time that it named; `nil` when something else
    /// was done since.
    var latest: (version: String, from: Timestamp?)?
}

/// Folds what was published, activated and retired of a policy.
public enum PolicyDecider: Decider {
    /// Nothing published yet.
    public static let initial = PolicyState()
    /// The versions with what was done with them.
    public static let fold = Fold<PolicyState> {
        On(PolicyPublished.self) { state, event, view in
            let waits = event.awaitsActivation == true
            let act = try view.act(
                waits ? .published : .publishedInForce, event.version, event.digest,
                from: waits ? nil : event.effectiveFrom, event.summary)
            state.timeline.add(act)
            if !waits { state.latest = (event.version, event.effectiveFrom) }
        }
        On(PolicyActivated.self) { state, event, view in
            state.timeline.add(
                try view.act(.activated, event.version, event.digest, from: event.effectiveFrom, event.reason))
            state.latest = nil
        }
        On(PolicyRetired.self) { state, event, view in
            state.timeline.add(
                try view.act(.retired, event.version, event.digest, from: event.effectiveFrom, event.reason))
            state.latest = nil
        }
    }

    /// Everything that was done with a policy.
    public static func scope(_ name: PolicyName) -> Query {
        Query(items: [.init(kinds: fold.kinds, tags: [.policy(name)])])
    }
}

extension EventView {
    /// What an event did with a version; it holds from its time on and never before it was recorded.
    fileprivate borrowing func act(
        _ kind: PolicyTimeline.Act.Kind, _ version: String, _ digest: ContentDigest, from time: Timestamp?,
        _ note: String?
    ) throws -> PolicyTimeline.Act {
        let author = try self.author
        return PolicyTimeline.Act(
            kind: kind, version: version, digest: digest, author: author.id, onBehalfOf: author.onBehalfOf,
            recordedAt: recordedAt, effectiveFrom: max(recordedAt, time ?? recordedAt), position: position, note: note)
    }
}
