public import DealtrailModel

/// An opportunity was won.
public struct OpportunityWon: Event {
    /// `opportunity.won`.
    public static let kind: EventKind = "opportunity.won"

    /// The opportunity.
    public let opportunity: OpportunityID
    /// What it brought; `nil` where an import does not know it.
    public let amount: Money?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// What it is mainly about, when known.
    public let product: ProductID?
    /// How many units of the product were sold; `nil` for as many as were known of before.
    public let quantity: ScaledDecimal?
    /// What it would have brought at list prices, over all of its products.
    ///
    /// `nil` when nobody said; it is then the list price of the product by the quantity.
    public let atList: Money?

    /// Creates the event.
    public init(
        opportunity: OpportunityID, amount: Money? = nil, account: AccountID? = nil, owner: ActorID? = nil,
        product: ProductID? = nil, quantity: ScaledDecimal? = nil, atList: Money? = nil
    ) {
        self.opportunity = opportunity
        self.amount = amount
        self.account = account
        self.owner = owner
        self.product = product
        self.quantity = quantity
        self.atList = atList
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The opportunity, account, owner and product.
    public var tags: [Tag] {
        Tag.list(.opportunity(opportunity), account.map(Tag.account), owner.map(Tag.owner), product.map(Tag.product))
    }

    package enum CodingKeys: Int, CodingKey {
        case opportunity = 1
        case amount = 2
        case account = 3
        case owner = 4
        case product = 5
        case quantity = 6
        case atList = 7
    }
}
