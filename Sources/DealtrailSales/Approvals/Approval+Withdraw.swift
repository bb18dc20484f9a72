public import DealtrailModel

extension Approval {
    /// Takes a request for an approval back (`docs/features.md` row 6).
    public struct Withdraw: Command {
        /// The approval.
        public let approval: ApprovalID
        /// Why.
        public let reason: String

        /// `approval.withdraw`.
        public static let kind: EventKind = "approval.withdraw"
        /// The approval's.
        public var subject: StreamName { .approval(approval) }
        /// The approval.
        public var tags: [Tag] { [.approval(approval)] }
        /// The approval's own events.
        public var scope: Query { ApprovalDecider.scope(approval) }

        /// Refuses anybody but who asked for it, and an approval that is decided.
        public func decide(
            _ state: ApprovalState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let (request, _) = try state.requirePending(approval, policy)
            try policy.requireReason(reason, rule: "approval.reason-required", of: approval)
            let author = context.author
            guard let requester = state.requester, author.id == requester || author.onBehalfOf == requester else {
                throw policy.refusal(
                    "approval.not-requester", "only who asked for it takes it back",
                    ["approval": approval, "requester": state.requester?.rawValue ?? "none", "author": author.id])
            }
            return [
                ProposedEvent(
                    ApprovalWithdrawn(
                        approval: approval, quote: request.quote, reason: reason, account: request.account,
                        entries: request.entries))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case approval = 1
            case reason = 2
        }

        /// Decisions rest on the approval.
        public typealias Decider = ApprovalDecider
    }

    /// Takes a request for an approval back.
    public static func withdraw(_ approval: ApprovalID, reason: String) -> Withdraw {
        Withdraw(approval: approval, reason: reason)
    }
}
