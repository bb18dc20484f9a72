public import DealtrailModel

extension Approval {
    /// Decides the step of an approval that waits (`docs/features.md` row 6).
    public struct Decide: Command {
        /// The approval.
        public let approval: ApprovalID
        /// Yes or no.
        public let decision: ApprovalDecision
        /// What is added, in words.
        public let comment: String?

        /// `approval.decide`.
        public static let kind: EventKind = "approval.decide"
        /// The approval's.
        public var subject: StreamName { .approval(approval) }
        /// The approval.
        public var tags: [Tag] { [.approval(approval)] }
        /// The approval's own events, and authority that was handed over.
        public var scope: Query { ApprovalDecider.scope(approval).or(AuthorityDecider.scope) }

        /// Refuses anybody but the approver of that step (`approval.not-your-step`), and whoever asked for it, owns the quote or edited
        /// its prices, also when he acts for the approver (`approval.no-self-approval`).
        ///
        /// Who was handed the authority of the approver decides on his behalf, as far as the policy and the delegation go at that
        /// instant; the amount is the standard quote of the request.
        public func decide(
            _ state: ApprovalState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let (request, step) = try state.requirePending(approval, policy)
            for person in [context.author.id, context.author.onBehalfOf].compactMap(\.self) {
                try policy.requireOther(person, excluded: request.excluded, approval: approval)
            }
            let authority = try state.requireApprover(context, of: step, request, policy)
            var through: [Delegation]?
            if case .onBehalfOf(_, let path) = authority { through = path }
            let decided = ProposedEvent(
                ApprovalStepDecided(
                    approval: approval, quote: request.quote, step: step.step, role: step.role, decision: decision,
                    approver: step.approver, comment: comment, account: request.account,
                    delegate: through?.last?.to, through: through?.map(\.event)))
            let next = step.step + 1
            let outcome: any Event =
                if decision == .rejected {
                    ApprovalRejected(
                        approval: approval, quote: request.quote, step: step.step, reason: comment,
                        account: request.account,
                        entries: request.entries)
                } else if next < request.chain.count {
                    ApprovalStepAssigned(
                        approval: approval, quote: request.quote, step: next, role: request.chain[next],
                        approver: next < request.approvers.count ? request.approvers[next] : nil,
                        account: request.account)
                } else {
                    ApprovalGranted(
                        approval: approval, quote: request.quote, fingerprint: request.fingerprint,
                        account: request.account,
                        entries: request.entries)
                }
            return [decided, ProposedEvent(outcome, cause: .sibling(0))]
        }

        package enum CodingKeys: Int, CodingKey {
            case approval = 1
            case decision = 2
            case comment = 3
        }

        /// Decisions rest on the approval.
        public typealias Decider = ApprovalDecider
    }

    /// Decides the step of an approval that waits.
    public static func decide(_ approval: ApprovalID, _ decision: ApprovalDecision, comment: String? = nil) -> Decide {
        Decide(approval: approval, decision: decision, comment: comment)
    }
}
