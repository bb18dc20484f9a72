public import DealtrailModel

extension Policy {
    /// Ends a version of a policy (`docs/features.md` row 175).
    public struct Retire: Command {
        /// The policy.
        public let name: PolicyName
        /// The version.
        public let version: String
        /// From when it holds no more; `nil` for at once.
        public let effectiveFrom: Timestamp?
        /// Why, in a sentence.
        public let reason: String

        /// `policy.retire`.
        public static let kind: EventKind = "policy.retire"
        /// The policy's.
        public var subject: StreamName { .policy(name) }
        /// The policy.
        public var tags: [Tag] { [.policy(name)] }
        /// The policy's events.
        public var scope: Query { PolicyDecider.scope(name) }

        /// Refuses a version that is not in force then nor to be later (`policy.not-in-force`), to leave no policy in force
        /// (`policy.last`), a time that has passed (`policy.past`), and who may not approve it (`policy.approver`).
        ///
        /// Whoever published a version may retire it: going back must not wait for a second person.
        public func decide(
            _ state: PolicyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(name)
            try policy.requireReason(reason, rule: "policy.reason", of: version)
            let end = effectiveFrom ?? context.now
            guard let digest = state.timeline.digest(of: version) else {
                throw policy.refusal(
                    "policy.unknown", "no version \(version) was published", ["policy": name, "version": version])
            }
            guard state.timeline.isCurrent(version, at: end) else {
                if state.timeline.acts.contains(where: { $0.kind == .retired && $0.version == version }) { return [] }
                throw policy.refusal(
                    "policy.not-in-force", "version \(version) is not in force then, nor to be later",
                    ["policy": name, "version": version, "effectiveFrom": end])
            }
            try policy.requireNotPast(effectiveFrom, in: context, of: version)
            let approver = try policy.requirePolicyApprover(context.author, of: version)
            let retired = PolicyRetired(
                name: name, version: version, digest: digest, reason: reason, effectiveFrom: end, approver: approver)
            var after = state.timeline
            after.add(
                PolicyTimeline.Act(
                    kind: .retired, version: version, digest: digest, author: context.author.id,
                    onBehalfOf: context.author.onBehalfOf, recordedAt: context.now, effectiveFrom: end, position: 0,
                    note: reason))
            guard after.inForce(at: end) != nil else {
                throw policy.refusal(
                    "policy.last", "no policy would be in force then; activate another one first",
                    ["policy": name, "version": version, "effectiveFrom": end])
            }
            return [ProposedEvent(retired)]
        }

        package enum CodingKeys: Int, CodingKey {
            case name = 1
            case version = 2
            case effectiveFrom = 3
            case reason = 4
        }

        /// Decisions rest on what was done with the versions.
        public typealias Decider = PolicyDecider
    }

    /// Ends a version of a policy; what was in force before it holds again unless another began meanwhile.
    public static func retire(
        _ name: PolicyName, version: String, effectiveFrom: Timestamp? = nil, reason: String
    ) -> Retire {
        Retire(name: name, version: version, effectiveFrom: effectiveFrom, reason: reason)
    }
}
