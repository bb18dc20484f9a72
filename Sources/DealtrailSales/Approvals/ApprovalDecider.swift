public import DealtrailModel

/// What is known of an approval when something about it is decided.
public struct ApprovalState: Sendable {
    /// Where an approval stands.
    enum Phase: String, Sendable {
        case pending
        case granted
        case rejected
        case withdrawn
        case invalidated
    }

    var requested: ApprovalRequested?
    var requester: ActorID?
    var phase = Phase.pending
    /// The step that waits.
    var step: ApprovalStepAssigned?
    var viewedSteps: Set<Int> = []
    /// Who may decide for whom.
    var authority = AuthorityDecider.initial

    /// Checks that the approval exists and waits for somebody.
    ///
    /// - Throws: ``Refusal``: `approval.unknown`, `approval.closed`.
    func requirePending(
        _ approval: ApprovalID, _ policy: SalesPolicy
    ) throws(Refusal) -> (request: ApprovalRequested, step: ApprovalStepAssigned) {
        guard let requested, let step else {
            throw policy.refusal("approval.unknown", "there is no approval \(approval)", ["approval": approval])
        }
        guard phase == .pending else {
            throw policy.refusal(
                "approval.closed", "the approval \(approval) is \(phase.rawValue) already",
                ["approval": approval, "phase": phase.rawValue])
        }
        return (requested, step)
    }

    /// Checks that the author decides the step that waits: himself, through somebody who acts for him, or by authority that
    /// was handed to him (`docs/features.md` row 9).
    ///
    /// - Returns: Whose authority it is: the author's own, or that of the approver through delegations.
    /// - Throws: ``Refusal``: `approval.not-your-step`, and `approval.no-self-approval` when the authority went through the
    ///   hands of somebody who may not decide.
    func requireApprover(
        _ context: DecisionContext, of step: ApprovalStepAssigned, _ request: ApprovalRequested, _ policy: SalesPolicy
    ) throws(Refusal) -> DelegationRules.Authority {
        let author = context.author
        let people = [author.id, author.onBehalfOf].compactMap(\.self)
        var delegation: String?
        if let approver = step.approver {
            if people.contains(approver) { return .own }
            for person in people {
                let answer = policy.book.delegation.authority(
                    of: person, for: approver, amount: request.standardQuote, at: context.now,
                    by: authority.delegations, version: policy.version)
                delegation = answer.why.conclusion
                guard case .onBehalfOf(_, let path) = answer.value else { continue }
                for hand in path {
                    try policy.requireOther(hand.to, excluded: request.excluded, approval: step.approval)
                }
                return answer.value
            }
        }
        throw policy.refusal(
            "approval.not-your-step",
            "step \(step.step) (\(step.role)) waits for \(step.approver?.rawValue ?? "nobody known")",
            [
                "approval": step.approval, "step": step.step, "role": step.role,
                "approver": step.approver?.rawValue ?? "none", "author": author.id,
                "amount": request.standardQuote?.description ?? "unknown", "delegation": delegation ?? "none",
            ])
    }
}

/// Folds what decisions about approvals rest on.
public enum ApprovalDecider: Decider {
    /// No approval yet.
    public static let initial = ApprovalState()
    /// The approval's own events, and authority that was handed over.
    public static let fold = Fold<ApprovalState> {
        Fold.rows(of: AuthorityDecider.self, \.authority)
        On(ApprovalRequested.self) { state, event, view in
            state.requested = event
            state.requester = try view.author.id
        }
        On(ApprovalStepAssigned.self) { state, event in state.step = event }
        On(ApprovalViewed.self) { state, event in state.viewedSteps.insert(event.step) }
        On(ApprovalGranted.self) { state, _ in state.phase = .granted }
        On(ApprovalRejected.self) { state, _ in state.phase = .rejected }
        On(ApprovalWithdrawn.self) { state, _ in state.phase = .withdrawn }
        On(ApprovalInvalidated.self) { state, _ in state.phase = .invalidated }
    }

    /// The approval's own events, and not the quotes and contracts that name it.
    static func scope(_ approval: ApprovalID) -> Query {
        let kinds = fold.kinds.subtracting(AuthorityDecider.fold.kinds)
        return Query(items: [.init(kinds: kinds, tags: [.approval(approval)])])
    }
}
