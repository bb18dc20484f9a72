public import DealtrailModel

/// What is known when something about a lead is decided.
public struct LeadState: Sendable {
    struct Facts: Sendable {
        let captured: LeadCaptured
        var grade: GradeName?
        /// The last score, with the event that states it.
        var scored: (score: ScaledDecimal, event: EventID)?
        var owner: ActorID?
        /// The one whom a routing rule chose, as long as nobody else has it, with the event.
        var routed: (owner: ActorID, event: EventID)?
        /// When the owner got it, as far as that is known.
        var assignedAt: Timestamp?
        var isAnswered = false
        var isContacted = false
        var converted: LeadConverted?
        var isDiscarded = false

        /// Checks that somebody has it.
        ///
        /// - Throws: ``Refusal`` (`lead.unassigned`).
        func requireOwner(of lead: LeadID, _ policy: SalesPolicy) throws(Refusal) -> ActorID {
            guard let owner else {
                throw policy.refusal("lead.unassigned", "nobody has the lead \(lead); assign it first", ["lead": lead])
            }
            return owner
        }
    }

    /// Where a routing rule goes on.
    struct Cursor: Sendable {
        let owner: ActorID
        let event: EventID
    }

    var leads: [LeadID: Facts] = [:]
    /// By rule, of those in scope.
    var cursors: [RuleName: Cursor] = [:]
    /// First answers of those in scope, in the order of the log.
    var responses: [RoutingRule.Response] = []
    /// The accounts that exist, of those in scope.
    var accounts: Set<AccountID> = []
    var opportunityExists = false

    /// Checks that the lead exists and has not ended.
    ///
    /// - Throws: ``Refusal``: `lead.unknown`, `lead.closed`.
    @discardableResult
    func require(_ lead: LeadID, _ policy: SalesPolicy) throws(Refusal) -> Facts {
        guard let facts = leads[lead] else {
            throw policy.refusal("lead.unknown", "there is no lead \(lead); capture it first", ["lead": lead])
        }
        guard facts.converted == nil, !facts.isDiscarded else {
            let ending = facts.isDiscarded ? "discarded" : "converted"
            throw policy.refusal(
                "lead.closed", "the lead \(lead) is \(ending) already", ["lead": lead, "ending": ending])
        }
        return facts
    }
}

/// Folds what decisions about leads rest on.
public enum LeadDecider: Decider {
    /// No lead yet.
    public static let initial = LeadState()
    /// The lead's own events, assignments of a rule, first answers, and the creation of accounts and opportunities.
    public static let fold = Fold<LeadState> {
        On(AccountCreated.self) { state, event in state.accounts.insert(event.account) }
        On(OpportunityCreated.self) { state, _ in state.opportunityExists = true }
        On(LeadCaptured.self) { state, event, view in
            let id = try view.id
            state.leads[event.lead] = .init(
                captured: event, grade: event.grade, scored: event.score.map { ($0, id) })
        }
        On(LeadGraded.self) { state, event, view in
            state.leads[event.lead]?.grade = event.grade
            if let score = event.score { state.leads[event.lead]?.scored = (score, try view.id) }
        }
        On(LeadAssigned.self) { state, event, view in
            state.leads[event.lead]?.owner = event.owner
            state.leads[event.lead]?.assignedAt = view.occurredAt ?? view.recordedAt
            state.leads[event.lead]?.routed = event.rule == nil ? nil : (event.owner, try view.id)
            if let rule = event.rule { state.cursors[rule] = .init(owner: event.owner, event: try view.id) }
        }
        On(LeadFirstResponseMade.self) { state, event, view in
            state.leads[event.lead]?.isAnswered = true
            // An answer without its times tells nothing of how fast somebody is.
            guard let owner = event.owner, let assignedAt = event.assignedAt, let at = view.occurredAt else { return }
            let (took, overflow) = at.nanoseconds.subtractingReportingOverflow(assignedAt.nanoseconds)
            guard !overflow, took >= 0 else { return }
            state.responses.append(.init(owner, nanoseconds: took, event: try view.id))
        }
        On(LeadFirstContactMade.self) { state, event in state.leads[event.lead]?.isContacted = true }
        On(LeadConverted.self) { state, event in state.leads[event.lead]?.converted = event }
        On(LeadDiscarded.self) { state, event in state.leads[event.lead]?.isDiscarded = true }
    }

    /// The lead's own events.
    static func scope(_ lead: LeadID) -> Query {
        let kinds = fold.kinds.subtracting([AccountCreated.kind, OpportunityCreated.kind])
        return Query(items: [.init(kinds: kinds, tags: [.lead(lead)])])
    }

    /// What a routing rule looks at: what it assigned, and the first answers of the candidates.
    static func scope(_ rule: RuleName?, among candidates: [ActorID]) -> Query {
        guard let rule else { return .none }
        let answers = Set(candidates).sorted().map {
            Query.Item(kinds: [LeadFirstResponseMade.kind], tags: [.owner($0)])
        }
        return Query(items: [.init(kinds: [LeadAssigned.kind], tags: [.routing(rule)])] + answers)
    }
}
