public import DealtrailModel

/// A step of an approval was decided (`docs/features.md` row 6).
public struct ApprovalStepDecided: Event {
    /// `approval.step-decided`.
    public static let kind: EventKind = "approval.step-decided"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The index of the step in the chain, from 0.
    public let step: Int
    /// The role that decided.
    public let role: RoleName
    /// What was decided.
    public let decision: ApprovalDecision
    /// Who decided, or in whose name; `nil` where an import does not know it.
    public let approver: ActorID?
    /// What he added, in words.
    public let comment: String?
    /// The customer.
    public let account: AccountID?
    /// Who decided by authority that was handed to him; `nil` when the approver did himself (`docs/features.md` row 9).
    public let delegate: ActorID?
    /// The events that handed it over, in order; `nil` when the approver did himself.
    public let through: [EventID]?

    /// Creates the event.
    public init(
        approval: ApprovalID, quote: QuoteID, step: Int, role: RoleName, decision: ApprovalDecision,
        approver: ActorID? = nil, comment: String? = nil, account: AccountID? = nil,
        delegate: ActorID? = nil, through: [EventID]? = nil
    ) {
        self.approval = approval
        self.quote = quote
        self.step = step
        self.role = role
        self.decision = decision
        self.approver = approver
        self.comment = comment
        self.account = account
        self.delegate = delegate
        self.through = through
    }

    /// The approval's.
    public var stream: StreamName { .approval(approval) }
    /// The approval, quote, account, approver and delegate.
    public var tags: [Tag] {
        Tag.list(
            .approval(approval), .quote(quote), account.map(Tag.account), approver.map(Tag.approver),
            delegate == approver ? nil : delegate.map(Tag.approver))
    }

    package enum CodingKeys: Int, CodingKey {
        case approval = 1
        case quote = 2
        case step = 3
        case role = 4
        case decision = 5
        case approver = 6
        case comment = 7
        case account = 8
        case delegate = 9
        case through = 10
    }
}
