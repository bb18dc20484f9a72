public import DealtrailModel

/// Somebody asked to quote a special price (`docs/features.md` row 6).
///
/// Its five mandatory fields are account, standard quote, requested discount, expected margin and risk note; they are
/// optional here for imports only. The approval holds for the terms with this fingerprint and for no others.
public struct ApprovalRequested: Event {
    /// `approval.requested`.
    public static let kind: EventKind = "approval.requested"

    /// The approval.
    public let approval: ApprovalID
    /// The quote.
    public let quote: QuoteID
    /// The fingerprint of the quote's terms; `nil` where an import does not know them.
    public let fingerprint: ContentDigest?
    /// The customer.
    public let account: AccountID?
    /// What the quote would cost at list prices.
    public let standardQuote: Money?
    /// The discount that is asked for, in percent of the standard quote.
    public let requestedDiscount: ScaledDecimal?
    /// The gross margin that is expected, in percent of the price; may be negative.
    public let expectedMargin: ScaledDecimal?
    /// What could go wrong, in words.
    public let riskNote: String?
    /// The roles that decide, one after another.
    public let chain: [RoleName]
    /// Who may not decide, sorted: who asks, who owns the quote, who edited its prices.
    public let excluded: [ActorID]
    /// The list entries of the quote's lines, each once, sorted.
    public let entries: [PriceListEntry]
    /// Who decides in each role of the chain, in the same order; empty where an import does not know it.
    public let approvers: [ActorID]

    /// Creates the event.
    public init(
        approval: ApprovalID, quote: QuoteID, fingerprint: ContentDigest? = nil, account: AccountID? = nil,
        standardQuote: Money? = nil, requestedDiscount: ScaledDecimal? = nil, expectedMargin: ScaledDecimal? = nil,
        riskNote: String? = nil, chain: [RoleName] = [], excluded: [ActorID] = [], entries: [PriceListEntry] = [],
        approvers: [ActorID] = []
    ) {
        self.approval = approval
        self.quote = quote
        self.fingerprint = fingerprint
        self.account = account
        self.standardQuote = standardQuote
        self.requestedDiscount = requestedDiscount
        self.expectedMargin = expectedMargin
        self.riskNote = riskNote
        self.chain = chain
        self.excluded = excluded
        self.entries = entries
        self.approvers = approvers
    }

    /// The approval's.
    public var stream: StreamName { .approval(approval) }
    /// The approval, quote, account, and the list entry of every line.
    public var tags: [Tag] {
        Tag.list(.approval(approval), .quote(quote), account.map(Tag.account)) + entries.map(Tag.listEntry)
    }

    package enum CodingKeys: Int, CodingKey {
        case approval = 1
        case quote = 2
        case fingerprint = 3
        case account = 4
        case standardQuote = 5
        case requestedDiscount = 6
        case expectedMargin = 7
        case riskNote = 8
        case chain = 9
        case excluded = 10
        case entries = 11
        case approvers = 12
    }
}
