public import DealtrailModel

/// An opportunity exists from here on, in no stage yet.
///
/// It carries the stages of its pipeline's version, so that it stays pinned to them whatever is defined later.
public struct OpportunityCreated: Event {
    /// `opportunity.created`.
    public static let kind: EventKind = "opportunity.created"

    /// The opportunity.
    public let opportunity: OpportunityID
    /// The stage path that it follows.
    public let pipeline: PipelineName
    /// The version of the stage path, from 1.
    public let pipelineVersion: Int
    /// The stages of that version in order; empty where an import does not know them.
    public let stages: [PipelineStage]
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// What it is mainly about, when known.
    public let product: ProductID?
    /// What it may be worth; `nil` when nobody said.
    public let amount: Money?
    /// How many units of the product it is about; `nil` when nobody said, which is not 1.
    public let quantity: ScaledDecimal?

    /// Creates the event.
    public init(
        opportunity: OpportunityID, pipeline: PipelineName, pipelineVersion: Int, stages: [PipelineStage] = [],
        account: AccountID? = nil, owner: ActorID? = nil, product: ProductID? = nil, amount: Money? = nil,
        quantity: ScaledDecimal? = nil
    ) {
        self.opportunity = opportunity
        self.pipeline = pipeline
        self.pipelineVersion = pipelineVersion
        self.stages = stages
        self.account = account
        self.owner = owner
        self.product = product
        self.amount = amount
        self.quantity = quantity
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The opportunity, account, owner, product and pipeline.
    public var tags: [Tag] {
        Tag.list(
            .opportunity(opportunity), account.map(Tag.account), owner.map(Tag.owner), product.map(Tag.product),
            .pipeline(pipeline))
    }

    package enum CodingKeys: Int, CodingKey {
        case opportunity = 1
        case pipeline = 2
        case pipelineVersion = 3
        case stages = 4
        case account = 5
        case owner = 6
        case product = 7
        case amount = 8
        case quantity = 9
    }
}
