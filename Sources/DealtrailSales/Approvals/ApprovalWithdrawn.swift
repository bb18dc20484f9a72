public import DealtrailModel

/// Who asked for an approval took the request back (`docs/features.md` row 6).
public struct ApprovalWithdrawn: Event {
    /// `approval.withdrawn`.
    public static let kind: EventKind = "approval.withdrawn"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// Why, in words.
    public let reason: String?
    /// The customer.
    public let account: AccountID?
    /// The list entries of the quote's lines, each once, sorted.
    public let entries: [PriceListEntry]

    /// Creates the event.
    public init(
        approval: ApprovalID, quote: QuoteID, reason: String? = nil, account: AccountID? = nil,
        entries: [PriceListEntry] = []
    ) {
        self.approval = approval
        self.quote = quote
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
        case reason = 3
        case account = 4
        case entries = 5
    }
}
