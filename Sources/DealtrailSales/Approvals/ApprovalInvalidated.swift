public import DealtrailModel

/// An edit of the quote ended an approval, pending or granted: it held for other terms (`docs/features.md` row 6).
///
/// The edit is its causation.
public struct ApprovalInvalidated: Event {
    /// `approval.invalidated`.
    public static let kind: EventKind = "approval.invalidated"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The fingerprint of the terms that it held for; `nil` where it is not recorded.
    public let fingerprint: ContentDigest?
    /// The customer.
    public let account: AccountID?
    /// The list entries of the quote's lines, each once, sorted.
    public let entries: [PriceListEntry]

    /// Creates the event.
    public init(
        approval: ApprovalID, quote: QuoteID, fingerprint: ContentDigest? = nil, account: AccountID? = nil,
        entries: [PriceListEntry] = []
    ) {
        self.approval = approval
        self.quote = quote
        self.fingerprint = fingerprint
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
        case fingerprint = 3
        case account = 4
        case entries = 5
    }
}
