public import DealtrailModel

extension CompetitorOffer {
    /// Reports a competitor's offer that a customer showed (`docs/features.md` row 58).
    public struct Report: Command {
        /// The account.
        public let account: AccountID
        /// What the offer is for.
        public let product: ProductID?
        /// The price for one unit.
        public let price: Money?
        /// The competitor, as the tenant names it.
        public let competitor: String?
        /// The quote that it answers.
        public let quote: QuoteID?
        /// The opportunity that it belongs to.
        public let opportunity: OpportunityID?

        /// `competitor-offer.report`.
        public static let kind: EventKind = "competitor-offer.report"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The account, quote and opportunity.
        public var tags: [Tag] { Tag.list(.account(account), quote.map(Tag.quote), opportunity.map(Tag.opportunity)) }
        /// The events about the account itself.
        public var scope: Query { AccountDecider.scope(account) }

        /// Refuses an unknown account and a negative price.
        public func decide(
            _ state: AccountState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(product, quote, opportunity)
            try state.require(account, policy)
            try policy.requireNotNegative(price, "price")
            return [
                ProposedEvent(
                    CompetitorOfferReported(
                        account: account, product: product, price: price, competitor: competitor, quote: quote,
                        opportunity: opportunity))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case product = 2
            case price = 3
            case competitor = 4
            case quote = 5
            case opportunity = 6
        }

        /// Decisions rest on the account.
        public typealias Decider = AccountDecider
    }

    /// Reports a competitor's offer that a customer showed.
    public static func report(
        _ account: AccountID, product: ProductID? = nil, price: Money? = nil, competitor: String? = nil,
        quote: QuoteID? = nil, opportunity: OpportunityID? = nil
    ) -> Report {
        Report(
            account: account, product: product, price: price, competitor: competitor, quote: quote,
            opportunity: opportunity)
    }
}
