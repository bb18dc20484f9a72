public import DealtrailModel

/// A step of an approval waits for somebody from here on (`docs/features.md` rows 6 and 7).
public struct ApprovalStepAssigned: Event {
    /// `approval.step-assigned`.
    public static let kind: EventKind = "approval.step-assigned"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The index of the step in the chain, from 0.
    public let step: Int
    /// The role that decides.
    public let role: RoleName
    /// Who decides in that role; `nil` where an import does not know it.
    public let approver: ActorID?
    /// The customer.
    public let account: AccountID?

    /// Creates the event.
    public init(
        approval: ApprovalID, quote: QuoteID, step: Int, role: RoleName, approver: ActorID? = nil,
        account: AccountID? = nil
    ) {
        self.approval = approval
        self.quote = quote
        self.step = step
        self.role = role
        self.approver = approver
        self.account = account
    }

    /// The approval's.
    public var stream: StreamName { .approval(approval) }
    /// The approval, quote, account and approver.
    public var tags: [Tag] {
        Tag.list(.approval(approval), .quote(quote), account.map(Tag.account), approver.map(Tag.approver))
    }

    package enum CodingKeys: Int, CodingKey {
        case approval = 1
        case quote = 2
        case step = 3
        case role = 4
        case approver = 5
        case account = 6
    }
}
