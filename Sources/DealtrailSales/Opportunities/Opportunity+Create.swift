public import DealtrailModel

extension Opportunity {
    /// Brings an opportunity into being (`docs/features.md` row 30).
    public struct Create: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The stage path that it is to follow.
        public let pipeline: PipelineName
        /// The account.
        public let account: AccountID?
        /// The representative who is to own it.
        public let owner: ActorID?
        /// What it is mainly about.
        public let product: ProductID?
        /// What it may be worth.
        public let amount: Money?
        /// How many units of the product it is about.
        public let quantity: ScaledDecimal?

        /// `opportunity.create`.
        public static let kind: EventKind = "opportunity.create"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity and account.
        public var tags: [Tag] { Tag.list(.opportunity(opportunity), account.map(Tag.account)) }
        /// The opportunity, the account's creation and the pipeline's definitions.
        public var scope: Query {
            OpportunityDecider.scope(opportunity).or(OpportunityDecider.scope(account))
                .or(OpportunityDecider.scope(pipeline))
        }

        /// Refuses an opportunity that exists, an unknown account or pipeline, a negative amount and a quantity of zero.
        ///
        /// The newest definition in the log holds, else the one in the rules.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(opportunity, pipeline, account, owner, product)
            guard state.opportunity == nil else {
                throw policy.refusal(
                    "opportunity.exists", "the opportunity \(opportunity) exists already", ["opportunity": opportunity])
            }
            if let account { try state.require(account, policy) }
            try policy.requireNotNegative(amount, "amount")
            try policy.requireQuantity(quantity, of: opportunity)
            guard let path = state.pipeline ?? policy.pipelines.first(where: { $0.name == pipeline }) else {
                throw policy.refusal(
                    "pipeline.unknown", "there is no pipeline \(pipeline); define it first", ["pipeline": pipeline])
            }
            return [
                ProposedEvent(
                    OpportunityCreated(
                        opportunity: opportunity, pipeline: pipeline, pipelineVersion: path.version,
                        stages: path.stages, account: account, owner: owner, product: product, amount: amount,
                        quantity: quantity))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case pipeline = 2
            case account = 3
            case owner = 4
            case product = 5
            case amount = 6
            case quantity = 7
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Brings an opportunity into being.
    public static func create(
        _ opportunity: OpportunityID, pipeline: PipelineName = "standard", account: AccountID? = nil,
        owner: ActorID? = nil, product: ProductID? = nil, amount: Money? = nil,
        quantity: ScaledDecimal? = nil
    ) -> Create {
        Create(
            opportunity: opportunity, pipeline: pipeline, account: account, owner: owner, product: product,
            amount: amount, quantity: quantity)
    }
}
