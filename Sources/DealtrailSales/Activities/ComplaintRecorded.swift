public import DealtrailModel

/// A customer complained (`docs/features.md` rows 114 and 134).
public struct ComplaintRecorded: Event {
    /// `complaint.recorded`.
    public static let kind: EventKind = "complaint.recorded"

    /// The complaint.
    public let complaint: ComplaintID
    /// The account.
    public let account: AccountID
    /// What it is about, as the tenant names it, such as `damaged-packaging`.
    public let topic: ComplaintTopic
    /// The product, when it is about one.
    public let product: ProductID?
    /// What was wrong, in words that name nobody.
    public let note: String?
    /// The order, when it is about one.
    public let order: OrderID?
    /// The quote, when it is about one.
    public let quote: QuoteID?
    /// The promise, when it is about one.
    public let commitment: CommitmentID?
    /// The representative who owns the account, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        complaint: ComplaintID, account: AccountID, topic: ComplaintTopic, product: ProductID? = nil,
        note: String? = nil, order: OrderID? = nil, quote: QuoteID? = nil, commitment: CommitmentID? = nil,
        owner: ActorID? = nil
    ) {
        self.complaint = complaint
        self.account = account
        self.topic = topic
        self.product = product
        self.note = note
        self.order = order
        self.quote = quote
        self.commitment = commitment
        self.owner = owner
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The complaint, account, product, order, quote, promise and owner.
    public var tags: [Tag] {
        Tag.list(
            .complaint(complaint), .account(account), product.map(Tag.product), order.map(Tag.order),
            quote.map(Tag.quote), commitment.map(Tag.commitment), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case complaint = 1
        case account = 2
        case topic = 3
        case product = 4
        case note = 5
        case order = 6
        case quote = 7
        case commitment = 8
        case owner = 9
    }
}
