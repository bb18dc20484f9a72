public import DealtrailModel

/// All steps of an approval agreed: the terms with this fingerprint may be sent (`docs/features.md` row 6).
public struct ApprovalGranted: Event {
    /// `approval.granted`.
    public static let kind: EventKind = "approval.granted"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The fingerprint of the terms; `nil` where an import does not know them.
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
