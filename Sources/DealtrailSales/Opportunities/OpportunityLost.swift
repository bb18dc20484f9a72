public import DealtrailModel

/// An opportunity was lost.
public struct OpportunityLost: Event {
    /// `opportunity.lost`.
    public static let kind: EventKind = "opportunity.lost"

    /// The opportunity.
    public let opportunity: OpportunityID
    /// Why, such as `price` or `approval-delay`; `nil` where an import does not say.
    public let reason: String?
    /// What it would have brought, when known.
    public let amount: Money?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// What it is mainly about, when known.
    public let product: ProductID?

    /// Creates the event.
    public init(
        opportunity: OpportunityID, reason: String? = nil, amount: Money? = nil, account: AccountID? = nil,
        owner: ActorID? = nil, product: ProductID? = nil
    ) {
        self.opportunity = opportunity
        self.reason = reason
        self.amount = amount
        self.account = account
        self.owner = owner
        self.product = product
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The opportunity, account, owner and product.
    public var tags: [Tag] {
        Tag.list(.opportunity(opportunity), account.map(Tag.account), owner.map(Tag.owner), product.map(Tag.product))
    }

    package enum CodingKeys: Int, CodingKey {
        case opportunity = 1
        case reason = 2
        case amount = 3
        case account = 4
        case owner = 5
        case product = 6
    }
}
