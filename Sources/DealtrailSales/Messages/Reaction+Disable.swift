public import DealtrailModel

extension Reaction {
    /// Stops a reaction, with what it still owes (`docs/reactions.md`).
    public struct Disable: Command {
        /// The reaction.
        public let reaction: ReactionName
        /// Why.
        public let reason: String

        /// `reaction.disable`.
        public static let kind: EventKind = "reaction.disable"
        /// The reaction's.
        public var subject: StreamName { .reaction(reaction) }
        /// The reaction.
        public var tags: [Tag] { [.reaction(reaction)] }
        /// The reaction's events.
        public var scope: Query { ReactionDecider.scope(reaction) }

        /// Refuses a reaction that is not enabled, and a missing reason.
        public func decide(_ state: ReactionState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(reaction)
            try policy.requireReason(reason, rule: "reaction.reason-required", of: reaction)
            try state.requireEnabled(reaction, policy)
            return [ProposedEvent(ReactionDisabled(reaction: reaction, reason: reason))]
        }

        package enum CodingKeys: Int, CodingKey {
            case reaction = 1
            case reason = 2
        }

        /// Decisions rest on the reaction.
        public typealias Decider = ReactionDecider
    }

    /// Stops a reaction, with what it still owes.
    public static func disable(_ reaction: ReactionName, reason: String) -> Disable {
        Disable(reaction: reaction, reason: reason)
    }
}

extension ReactionState {
    /// Checks that the reaction works.
    ///
    /// - Throws: ``Refusal`` (`reaction.not-enabled`).
    func requireEnabled(_ reaction: ReactionName, _ policy: SalesPolicy) throws(Refusal) {
        guard enabled != nil else {
            throw policy.refusal("reaction.not-enabled", "\(reaction) is not enabled", ["reaction": reaction])
        }
    }
}
