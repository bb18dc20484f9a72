public import DealtrailModel

extension Authority {
    /// Hands the authority to decide approvals to another for a time (`docs/features.md` row 9).
    public struct Delegate: Command {
        /// The delegation.
        public let delegation: DelegationID
        /// Whose authority it is; `nil` for the author.
        public let from: ActorID?
        /// Who is to act for him.
        public let to: ActorID
        /// From when on; `nil` for at once.
        public let validFrom: Timestamp?
        /// Until when, exclusive.
        public let validUntil: Timestamp
        /// Up to which amount; `nil` for as far as the policy goes.
        public let limit: Money?
        /// Why, in words.
        public let reason: String?

        /// `authority.delegate`.
        public static let kind: EventKind = "authority.delegate"
        /// The delegation's.
        public var subject: StreamName { .delegation(delegation) }
        /// The delegation, and that it is a matter of authority.
        public var tags: [Tag] { [.delegation(delegation), .authority] }
        /// The delegation.
        public var scope: Query { AuthorityDecider.scope(delegation) }

        /// Refuses authority of somebody else (`authority.not-yours`), what the policy does not permit
        /// (`authority.not-permitted`), a time that has passed (`authority.past`), and a delegation that exists
        /// otherwise (`authority.exists`).
        public func decide(_ state: AuthorityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(delegation, from, to)
            let giver = from ?? context.author.id
            try policy.requireOwn(giver, context.author, delegation)
            if let known = state.delegated[delegation] {
                guard known.from == giver, known.to == to, known.validUntil == validUntil, known.limit == limit,
                    validFrom == nil || validFrom == known.validFrom
                else {
                    throw policy.refusal(
                        "authority.exists", "the delegation \(delegation) exists already", ["delegation": delegation])
                }
                return []
            }
            // Nothing begins before it is known: what was decided earlier was decided without it.
            let start = validFrom ?? context.now
            guard start >= context.now else {
                throw policy.refusal(
                    "authority.past", "\(start) has passed; authority is handed over from now on",
                    ["delegation": delegation, "from": start, "now": context.now])
            }
            let event = AuthorityDelegated(
                delegation: delegation, from: giver, to: to, validFrom: start, validUntil: validUntil, limit: limit,
                reason: reason)
            if let objection = policy.book.delegation.objection(
                from: giver, to: to, limit: limit, validFrom: start, validUntil: validUntil)
            {
                throw policy.refusal(
                    "authority.not-permitted", objection,
                    [
                        "delegation": delegation, "from": giver, "to": to, "validFrom": start, "validUntil": validUntil,
                        "limit": limit?.description ?? "none",
                    ])
            }
            return [ProposedEvent(event)]
        }

        package enum CodingKeys: Int, CodingKey {
            case delegation = 1
            case from = 2
            case to = 3
            case validFrom = 4
            case validUntil = 5
            case limit = 6
            case reason = 7
        }

        /// Decisions rest on the delegation.
        public typealias Decider = AuthorityDecider
    }

    /// Hands the authority to decide approvals to another for a time.
    public static func delegate(
        _ delegation: DelegationID, from: ActorID? = nil, to: ActorID, limit: Money? = nil, validFrom: Timestamp? = nil,
        validUntil: Timestamp, reason: String? = nil
    ) -> Delegate {
        Delegate(
            delegation: delegation, from: from, to: to, validFrom: validFrom, validUntil: validUntil, limit: limit,
            reason: reason)
    }
}
