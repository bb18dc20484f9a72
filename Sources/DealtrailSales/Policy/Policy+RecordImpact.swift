public import DealtrailModel

extension Policy {
    /// Records that the impact of a candidate was evaluated (`docs/features.md` row 176).
    public struct RecordImpact: Command {
        /// What was evaluated.
        public let evaluated: PolicyImpactEvaluated

        /// `policy.record-impact`.
        public static let kind: EventKind = "policy.record-impact"
        /// The policy's.
        public var subject: StreamName { .policy(evaluated.name) }
        /// The policy.
        public var tags: [Tag] { [.policy(evaluated.name)] }
        /// Nothing: it is a statement about a result, and no rule speaks of it.
        public var scope: Query { .none }

        /// Refuses a result that ends before it begins.
        public func decide(_ state: PolicyState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(evaluated.name)
            guard evaluated.from <= evaluated.to else {
                throw policy.refusal(
                    "policy.impact-range", "an evaluation ends where it begins, or later",
                    ["from": evaluated.from, "to": evaluated.to])
            }
            return [ProposedEvent(evaluated)]
        }

        package enum CodingKeys: Int, CodingKey {
            case evaluated = 1
        }

        /// Decisions rest on nothing.
        public typealias Decider = PolicyDecider
    }

    /// Records that the impact of a candidate was evaluated.
    public static func recordImpact(_ evaluated: PolicyImpactEvaluated) -> RecordImpact {
        RecordImpact(evaluated: evaluated)
    }
}
