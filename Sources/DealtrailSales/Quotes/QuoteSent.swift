public import DealtrailModel

/// A version of a quote went to the customer and never changes again (`docs/features.md` row 12).
///
/// It carries the terms that the customer saw, so that anybody can compute their fingerprint.
public struct QuoteSent: Event {
    /// `quote.sent`.
    public static let kind: EventKind = "quote.sent"

    /// The quote.
    public let quote: QuoteID
    /// The version that was sent, from 1.
    public let version: Int
    /// The fingerprint of its terms; `nil` where an import does not know them.
    public let fingerprint: ContentDigest?
    /// The lines as the customer saw them; empty where an import does not know them.
    public let terms: [QuoteLineTerms]
    /// The approval that let it pass, when it needed one.
    public let approval: ApprovalID?
    /// The SHA-256 of the rendered document in the blobs, when there is one.
    public let document: ContentDigest?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity that it belongs to, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        quote: QuoteID, version: Int, fingerprint: ContentDigest? = nil, terms: [QuoteLineTerms] = [],
        approval: ApprovalID? = nil, document: ContentDigest? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, owner: ActorID? = nil
    ) {
        self.quote = quote
        self.version = version
        self.fingerprint = fingerprint
        self.terms = terms
        self.approval = approval
        self.document = document
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, opportunity, owner and approval, and the product and list entry of every line.
    public var tags: [Tag] {
        Tag.list(
            .quote(quote), account.map(Tag.account), opportunity.map(Tag.opportunity), owner.map(Tag.owner),
            approval.map(Tag.approval)) + terms.flatMap(\.tags)
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case version = 2
        case fingerprint = 3
        case terms = 4
        case approval = 5
        case document = 6
        case account = 7
        case opportunity = 8
        case owner = 9
    }
}
