public import DealtrailModel

/// An opportunity entered a stage, and with that left the one before (`docs/features.md` rows 30 and 38).
public struct OpportunityStageEntered: Event {
    /// `opportunity.stage-entered`.
    public static let kind: EventKind = "opportunity.stage-entered"

    /// The opportunity.
    public let opportunity: OpportunityID
    /// The stage that it is in from here on.
    public let stage: StageName
    /// The stage that it left; `nil` for the first one.
    public let from: StageName?
    /// How the stages lie to each other in the pinned path; `nil` where an import does not know.
    public let movement: StageMovement?
    /// Why, for a regress or a re-entry.
    public let reason: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// What it is mainly about, when known.
    public let product: ProductID?

    /// Creates the event.
    public init(
        opportunity: OpportunityID, stage: StageName, from: StageName? = nil, movement: StageMovement? = nil,
        reason: String? = nil, account: AccountID? = nil, owner: ActorID? = nil, product: ProductID? = nil
    ) {
        self.opportunity = opportunity
        self.stage = stage
        self.from = from
        self.movement = movement
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
        case from = 3
        case movement = 4
        case reason = 5
        case account = 6
        case owner = 7
        case product = 8
    }
}
