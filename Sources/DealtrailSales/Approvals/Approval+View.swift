public import DealtrailModel

extension Approval {
    /// Notes that the approver opened the request (`docs/features.md` row 7).
    public struct View: Command {
        /// The approval.
        public let approval: ApprovalID

        /// `approval.view`.
        public static let kind: EventKind = "approval.view"
        /// The approval's.
        public var subject: StreamName { .approval(approval) }
        /// The approval.
        public var tags: [Tag] { [.approval(approval)] }
        /// The approval's own events, and authority that was handed over.
        public var scope: Query { ApprovalDecider.scope(approval).or(AuthorityDecider.scope) }

        /// Refuses anybody but the approver of the step that waits; opened again, nothing is noted.
        public func decide(
            _ state: ApprovalState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let (request, step) = try state.requirePending(approval, policy)
            _ = try state.requireApprover(context, of: step, request, policy)
            guard !state.viewedSteps.contains(step.step) else { return [] }
            return [
                ProposedEvent(
                    ApprovalViewed(
                        approval: approval, quote: request.quote, step: step.step, approver: step.approver,
                        account: request.account))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case approval = 1
        }

        /// Decisions rest on the approval.
        public typealias Decider = ApprovalDecider
    }

    /// Notes that the approver opened the request.
    public static func view(_ approval: ApprovalID) -> View { View(approval: approval) }
}
