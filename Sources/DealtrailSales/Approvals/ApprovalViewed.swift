public import DealtrailModel

/// The approver opened the request for the first time in this step (`docs/features.md` row 7).
public struct ApprovalViewed: Event {
    /// `approval.viewed`.
    public static let kind: EventKind = "approval.viewed"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The index of the step in the chain, from 0.
    public let step: Int
    /// Who opened it.
    public let approver: ActorID?
    /// The customer.
    public let account: AccountID?

    /// Creates the event.
    public init(approval: ApprovalID, quote: QuoteID, step: Int, approver: ActorID? = nil, account: AccountID? = nil) {
        self.approval = approval
        self.quote = quote
        self.step = step
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
        case approver = 4
        case account = 5
    }
}
