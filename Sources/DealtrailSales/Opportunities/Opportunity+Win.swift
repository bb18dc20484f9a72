public import DealtrailModel

extension Opportunity {
    /// Closes an opportunity as won.
    public struct Win: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// What it brings.
        public let amount: Money
        /// How many units of its product are sold; `nil` for as many as are known of.
        public let quantity: ScaledDecimal?
        /// What it would bring at list prices, over all of its products; `nil` when nobody computed it.
        public let atList: Money?

        /// `opportunity.win`.
        public static let kind: EventKind = "opportunity.win"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses a closed opportunity, a negative amount, a quantity of zero, and list prices in another currency.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let facts = try state.require(opportunity, policy)
            try policy.requireNotNegative(amount, "amount")
            try policy.requireNotNegative(atList, "atList")
            try policy.requireQuantity(quantity, of: opportunity)
            if let atList, atList.currency != amount.currency {
                throw policy.refusal(
                    "amount.currency", "the amount and what it would be at list prices have one currency",
                    ["opportunity": opportunity, "amount": amount, "atList": atList])
            }
            return [
                ProposedEvent(
                    OpportunityWon(
                        opportunity: opportunity, amount: amount, account: facts.created.account, owner: facts.owner,
                        product: facts.created.product, quantity: quantity, atList: atList))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case amount = 2
            case quantity = 3
            case atList = 4
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Closes an opportunity as won.
    public static func win(
        _ opportunity: OpportunityID, amount: Money, quantity: ScaledDecimal? = nil, atList: Money? = nil
    ) -> Win {
        Win(opportunity: opportunity, amount: amount, quantity: quantity, atList: atList)
    }
}
