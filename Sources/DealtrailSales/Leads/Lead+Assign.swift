public import DealtrailModel

extension Lead {
    /// Gives a lead to a representative: to the one that is named, or to the one whom a routing rule of the policy
    /// chooses (`docs/features.md` rows 94 and 100).
    public struct Assign: Command {
        /// The lead.
        public let lead: LeadID
        /// The representative; `nil` to have one chosen.
        public let owner: ActorID?
        /// The routing rule that chooses, such as `lead-b`.
        public let rule: RuleName?
        /// Among whom it chooses; `nil` when somebody is named.
        public let candidates: [ActorID]?
        /// Why; needed when somebody has it already.
        public let reason: String?

        /// `lead.assign`.
        public static let kind: EventKind = "lead.assign"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead.
        public var tags: [Tag] { [.lead(lead)] }
        /// The lead, what the rule assigned before, and the first answers of the candidates.
        public var scope: Query { LeadDecider.scope(lead).or(LeadDecider.scope(rule, among: candidates ?? [])) }

        /// Refuses an unknown or closed lead, nobody to give it to (`lead.no-route`, `lead.no-candidates`), a rule
        /// that the policy has not (`lead.unknown-route`), giving it to another without a reason, and to another than the one whom
        /// a rule chose where the policy lets nobody do so (`override.lead-routing`).
        ///
        /// In turn: after the one whom the rule chose last, by the log. The fastest: by the last first answers in the
        /// log.
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(owner)
            let facts = try state.require(lead, policy)
            let routed = try owner == nil ? chosen(state, policy) : nil
            guard let chosen = owner ?? routed?.value, facts.owner != chosen else { return [] }
            if facts.owner != nil { try policy.requireReason(reason ?? "", rule: "lead.reason-required", of: lead) }
            if routed == nil, let rule = facts.routed {
                try policy.requireOverride(
                    policy.overriding.leadRouting, "lead-routing", of: lead, rule: rule.owner, person: chosen,
                    event: rule.event)
            }
            return [
                ProposedEvent(
                    LeadAssigned(
                        lead: lead, owner: chosen, previous: facts.owner, grade: facts.grade,
                        rule: routed == nil ? nil : rule,
                        explanation: routed?.why.description,
                        candidates: routed == nil ? nil : Set(candidates ?? []).sorted(),
                        reason: reason, policyVersion: routed == nil ? nil : policy.version))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
            case owner = 2
            case rule = 3
            case candidates = 4
            case reason = 5
        }

        /// Decisions rest on the lead, and on what the rule looks at.
        public typealias Decider = LeadDecider
    }

    /// Gives a lead to a representative.
    public static func assign(_ lead: LeadID, to owner: ActorID, reason: String? = nil) -> Assign {
        Assign(lead: lead, owner: owner, rule: nil, candidates: nil, reason: reason)
    }
}

extension Lead {
    /// Gives a lead to the one of the candidates whom a routing rule of the policy chooses.
    public static func assign(
        _ lead: LeadID, by rule: RuleName, among candidates: [ActorID], reason: String? = nil
    ) -> Assign {
        Assign(lead: lead, owner: nil, rule: rule, candidates: candidates, reason: reason)
    }
}

extension Lead.Assign {
    private func chosen(_ state: LeadState, _ policy: SalesPolicy) throws(Refusal) -> Explained<ActorID?> {
        guard let rule else {
            throw policy.refusal(
                "lead.no-route", "name a representative, or a routing rule with its candidates", ["lead": lead])
        }
        guard let route = policy.book.route(rule) else {
            let known = policy.book.routing.map(\.name.rawValue).joined(separator: ", ")
            throw policy.refusal(
                "lead.unknown-route", "the policy has no routing rule \(rule)", ["lead": lead, "known": known])
        }
        let candidates = candidates ?? []
        for candidate in candidates { try policy.requireNames(candidate) }
        guard !candidates.isEmpty else {
            throw policy.refusal(
                "lead.no-candidates", "say among whom \(rule) chooses", ["lead": lead, "rule": rule])
        }
        let cursor = state.cursors[rule]
        return route.next(
            of: candidates, after: cursor?.owner, by: cursor?.event, responses: state.responses,
            version: policy.version)
    }
}
