public import DealtrailModel

extension Lead {
    /// Puts a lead in the band of its score, or in another one by hand (`docs/features.md` rows 92 and 95).
    public struct Grade: Command {
        /// The lead.
        public let lead: LeadID
        /// Its score; `nil` when it is graded by hand.
        public let score: ScaledDecimal?
        /// The band; `nil` for that of the score.
        public let grade: GradeName?
        /// Why, when it is graded by hand.
        public let reason: String?

        /// `lead.grade`.
        public static let kind: EventKind = "lead.grade"
        /// The lead's.
        public var subject: StreamName { .lead(lead) }
        /// The lead.
        public var tags: [Tag] { [.lead(lead)] }
        /// The lead.
        public var scope: Query { LeadDecider.scope(lead) }

        /// Refuses an unknown or closed lead, a score in no band, a band that the policy has not
        /// (`lead.unknown-grade`), a grade by hand without a reason or against the score where the policy lets nobody do so
        /// (`override.lead-grade`), and neither score nor grade (`lead.grade-missing`).
        public func decide(_ state: LeadState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(lead, policy)
            let computed = try policy.grade(of: score, lead)
            guard let wanted = grade ?? computed else {
                throw policy.refusal("lead.grade-missing", "give a score, or a grade with a reason", ["lead": lead])
            }
            try policy.requireGrade(wanted)
            let byHand = wanted != computed
            if byHand { try policy.requireReason(reason ?? "", rule: "lead.reason-required", of: lead) }
            guard facts.grade != wanted else { return [] }
            if byHand { try requireOverride(of: facts, as: wanted, computed, policy) }
            return [
                ProposedEvent(
                    LeadGraded(
                        lead: lead, grade: wanted, previous: facts.grade, score: score, reason: byHand ? reason : nil,
                        policyVersion: byHand ? nil : policy.version, owner: facts.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case lead = 1
            case score = 2
            case grade = 3
            case reason = 4
        }

        /// Decisions rest on the lead.
        public typealias Decider = LeadDecider
    }

    /// Puts a lead in a band.
    public static func grade(
        _ lead: LeadID, score: ScaledDecimal? = nil, as grade: GradeName? = nil, reason: String? = nil
    ) -> Grade {
        Grade(lead: lead, score: score, grade: grade, reason: reason)
    }
}

extension Lead.Grade {
    /// Checks that a person may grade the lead otherwise than the score says: the one that is stated, else the last one.
    private func requireOverride(
        of facts: LeadState.Facts, as wanted: GradeName, _ computed: GradeName?, _ policy: SalesPolicy
    ) throws(Refusal) {
        let last = score == nil ? facts.scored : nil
        // Where no score says anything, nothing is overridden.
        guard let said = computed ?? last.flatMap({ policy.leadGrade(of: $0.score) }) else { return }
        try policy.requireOverride(
            policy.overriding.leadGrade, "lead-grade", of: lead, rule: said, person: wanted, event: last?.event)
    }
}
