public import DealtrailModel

/// A step of an approval disagreed, which ends it (`docs/features.md` row 6).
public struct ApprovalRejected: Event {
    /// `approval.rejected`.
    public static let kind: EventKind = "approval.rejected"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The index of the step that disagreed, from 0; `nil` where an import does not know it.
    public let step: Int?
    /// Why, in words.
    public let reason: String?
    /// The customer.
    public let account: AccountID?
    /// The list entries of the quote's lines, each once, sorted.
    public let entries: [PriceListEntry]

    /// Creates the event.
    public init(
        approval: ApprovalID, quote: QuoteID, step: Int? = nil, reason: String? = nil, account: AccountID? = nil,
        entries: [PriceListEntry] = []
    ) {
        self.approval = approval
        self.quote = quote
        self.step = step
        self.reason = reason
        self.account = account
        self.entries = entries
    }

    /// The approval's.
    public var stream: StreamName { .approval(approval) }
    /// The approval, quote and account, and the list entry of every line.
    public var tags: [Tag] {
        Tag.list(.approval(approval), .quote(quote), account.map(Tag.account)) + entries.map(Tag.listEntry)
    }

    package enum CodingKeys: Int, CodingKey {
        case approval = 1
        case quote = 2
        case step = 3
        case reason = 4
        case account = 5
        case entries = 6
    }
}
