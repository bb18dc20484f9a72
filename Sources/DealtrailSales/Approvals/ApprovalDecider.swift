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

    /// Checks that the author decides the step that waits, himself or through somebody who acts for him.
    ///
    /// - Throws: ``Refusal`` (`approval.not-your-step`).
    func requireApprover(
        _ author: Author, of step: ApprovalStepAssigned, _ policy: SalesPolicy
    ) throws(Refusal) {
        guard let approver = step.approver, author.id == approver || author.onBehalfOf == approver else {
            throw policy.refusal(
                "approval.not-your-step",
                "step \(step.step) (\(step.role)) waits for \(step.approver?.rawValue ?? "nobody known")",
                [
                    "approval": step.approval, "step": step.step, "role": step.role,
                    "approver": step.approver?.rawValue ?? "none", "author": author.id,
                ])
        }
    }
}

/// Folds what decisions about approvals rest on.
public enum ApprovalDecider: Decider {
    /// No approval yet.
    public static let initial = ApprovalState()
    /// The approval's own events.
    public static let fold = Fold<ApprovalState> {
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
        Query(items: [.init(kinds: fold.kinds, tags: [.approval(approval)])])
    }
}
