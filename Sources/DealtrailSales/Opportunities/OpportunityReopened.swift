public import DealtrailModel

/// A closed opportunity is open again, in a stage.
public struct OpportunityReopened: Event {
    /// `opportunity.reopened`.
    public static let kind: EventKind = "opportunity.reopened"

    /// The opportunity.
    public let opportunity: OpportunityID
    /// The stage that it is in from here on; `nil` for none yet.
    public let stage: StageName?
    /// Why; `nil` where an import does not say.
    public let reason: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// What it is mainly about, when known.
    public let product: ProductID?

    /// Creates the event.
    public init(
        opportunity: OpportunityID, stage: StageName? = nil, reason: String? = nil, account: AccountID? = nil,
        owner: ActorID? = nil, product: ProductID? = nil
    ) {
        self.opportunity = opportunity
        self.stage = stage
        self.reason = reason
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
        case stage = 2
        case reason = 3
        case account = 4
        case owner = 5
        case product = 6
    }
}
