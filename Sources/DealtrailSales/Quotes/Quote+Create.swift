public import DealtrailModel

extension Quote {
    /// Brings a quote into being, without lines (`docs/features.md` row 1).
    public struct Create: Command {
        /// The quote.
        public let quote: QuoteID
        /// The account.
        public let account: AccountID
        /// The opportunity that it belongs to.
        public let opportunity: OpportunityID?
        /// The representative who is to own it; `nil` for the author.
        public let owner: ActorID?
        /// The currency of all of its prices.
        public let currency: Currency

        /// `quote.create`.
        public static let kind: EventKind = "quote.create"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote, account and opportunity.
        public var tags: [Tag] { Tag.list(.quote(quote), .account(account), opportunity.map(Tag.opportunity)) }
        /// The quote, and the creation of its account and opportunity.
        public var scope: Query {
            QuoteDecider.scope(quote).or(OpportunityDecider.scope(account))
                .or(
                    opportunity.map {
                        Query(items: [.init(kinds: [OpportunityCreated.kind], tags: [.opportunity($0)])])
                    } ?? .none)
        }

        /// Refuses a quote that exists, and an account or opportunity that does not.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(quote, account, opportunity, owner)
            guard state.created == nil else {
                throw policy.refusal("quote.exists", "the quote \(quote) exists already", ["quote": quote])
            }
            guard state.accounts.contains(account) else {
                throw policy.refusal(
                    "account.unknown", "there is no account \(account); create it first", ["account": account])
            }
            if let opportunity, !state.opportunityExists {
                throw policy.refusal(
                    "opportunity.unknown", "there is no opportunity \(opportunity)", ["opportunity": opportunity])
            }
            return [
                ProposedEvent(
                    QuoteCreated(
                        quote: quote, account: account, opportunity: opportunity, owner: owner ?? context.author.id,
                        currency: currency))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case account = 2
            case opportunity = 3
            case owner = 4
            case currency = 5
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Brings a quote into being, without lines.
    public static func create(
        _ quote: QuoteID, account: AccountID, opportunity: OpportunityID? = nil, owner: ActorID? = nil,
        currency: Currency = .cny
    ) -> Create {
        Create(quote: quote, account: account, opportunity: opportunity, owner: owner, currency: currency)
    }
}
