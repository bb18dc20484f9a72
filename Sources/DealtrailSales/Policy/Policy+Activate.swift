public import DealtrailModel

extension Policy {
    /// Puts a published version of a policy in force (`docs/features.md` row 175).
    public struct Activate: Command {
        /// The policy.
        public let name: PolicyName
        /// The version.
        public let version: String
        /// From when it holds; `nil` for at once.
        public let effectiveFrom: Timestamp?
        /// Why, in a sentence.
        public let reason: String?

        /// `policy.activate`.
        public static let kind: EventKind = "policy.activate"
        /// The policy's.
        public var subject: StreamName { .policy(name) }
        /// The policy.
        public var tags: [Tag] { [.policy(name)] }
        /// The policy's events.
        public var scope: Query { PolicyDecider.scope(name) }

        /// Refuses a version that was not published (`policy.unknown`), a time that has passed (`policy.past`), and whom the rules in
        /// force do not let activate it (`policy.approver`, `policy.four-eyes`).
        public func decide(
            _ state: PolicyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(name)
            guard let digest = state.timeline.digest(of: version) else {
                throw policy.refusal(
                    "policy.unknown", "no version \(version) was published; publish it first",
                    ["policy": name, "version": version])
            }
            let start = effectiveFrom ?? context.now
            if state.timeline.inForce(at: start)?.version == version, effectiveFrom == nil { return [] }
            if let last = state.timeline.acts.last, last.kind == .activated, last.version == version,
                last.effectiveFrom == start
            {
                return []
            }
            try policy.requireNotPast(effectiveFrom, in: context, of: version)
            let approver = try policy.requirePolicyApprover(context.author, of: version)
            try policy.requireOtherThanPublisher(
                context.author, state.timeline.publishers(of: version), of: version)
            return [
                ProposedEvent(
                    PolicyActivated(
                        name: name, version: version, digest: digest, reason: reason, effectiveFrom: start,
                        approver: approver))
            ]
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

    /// Puts a published version of a policy in force.
    public static func activate(
        _ name: PolicyName, version: String, effectiveFrom: Timestamp? = nil, reason: String? = nil
    ) -> Activate {
        Activate(name: name, version: version, effectiveFrom: effectiveFrom, reason: reason)
    }
}
