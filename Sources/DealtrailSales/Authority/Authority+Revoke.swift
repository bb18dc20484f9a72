public import DealtrailModel

extension Authority {
    /// Takes authority back that was handed over (`docs/features.md` row 9).
    ///
    /// What was decided with it stays decided.
    public struct Revoke: Command {
        /// The delegation.
        public let delegation: DelegationID
        /// Why, in words.
        public let reason: String?

        /// `authority.revoke`.
        public static let kind: EventKind = "authority.revoke"
        /// The delegation's.
        public var subject: StreamName { .delegation(delegation) }
        /// The delegation, and that it is a matter of authority.
        public var tags: [Tag] { [.delegation(delegation), .authority] }
        /// The delegation.
        public var scope: Query { AuthorityDecider.scope(delegation) }

        /// Refuses an unknown delegation, and one of somebody else (`authority.not-yours`): who gave it takes it
        /// back, or who has it gives it back.
        ///
        /// One that was revoked is revoked once; one that has ended needs no revocation.
        public func decide(_ state: AuthorityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            guard let delegated = state.delegated[delegation] else {
                throw policy.refusal(
                    "authority.unknown", "there is no delegation \(delegation)", ["delegation": delegation])
            }
            if context.author.id != delegated.to, context.author.onBehalfOf != delegated.to {
                try policy.requireOwn(delegated.from, context.author, delegation)
            }
            guard !state.revoked.contains(delegation), context.now < delegated.validUntil else { return [] }
            return [
                ProposedEvent(
                    AuthorityRevoked(delegation: delegation, from: delegated.from, to: delegated.to, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case delegation = 1
            case reason = 2
        }

        /// Decisions rest on the delegation.
        public typealias Decider = AuthorityDecider
    }

    /// Takes authority back that was handed over.
    public static func revoke(_ delegation: DelegationID, reason: String? = nil) -> Revoke {
        Revoke(delegation: delegation, reason: reason)
    }
}
