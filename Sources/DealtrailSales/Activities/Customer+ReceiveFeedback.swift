public import DealtrailModel

extension Customer {
    /// Records that a customer answered (`docs/features.md` row 14).
    public struct ReceiveFeedback: Command {
        /// The account; `nil` for that of the quote.
        public let account: AccountID?
        /// The quote that he answered to, when he answered to one.
        public let quote: QuoteID?
        /// The version; `nil` for the one that was sent last.
        public let version: Int?
        /// What he said, in words that name nobody.
        public let note: String?

        /// `customer.receive-feedback`.
        public static let kind: EventKind = "customer.receive-feedback"
        /// The quote's, else the account's.
        public var subject: StreamName {
            quote.map(StreamName.quote) ?? account.map(StreamName.account) ?? "customer:unknown"
        }
        /// The quote and account.
        public var tags: [Tag] { Tag.list(quote.map(Tag.quote), account.map(Tag.account)) }
        /// Everything that concerns the quote, and the creation of the account.
        public var scope: Query { (quote.map(QuoteDecider.scope) ?? .none).or(OpportunityDecider.scope(account)) }

        /// Refuses an unknown account or quote, a version that was not sent (`quote.not-sent`), the quote of another
        /// customer, and feedback of nobody (`feedback.no-customer`).
        public func decide(_ state: ActivityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(account, quote)
            var customer = account
            var answered: Int?
            if let quote {
                let created = try state.quote.require(quote, policy)
                answered = try state.quote.requireSent(version, of: quote, policy)
                guard account == nil || created.account == nil || account == created.account else {
                    throw policy.refusal(
                        "feedback.other-customer", "the quote is for \(created.account?.rawValue ?? "nobody known")",
                        ["quote": quote, "account": account?.rawValue ?? "none"])
                }
                customer = created.account ?? account
            }
            guard let customer else {
                throw policy.refusal(
                    "feedback.no-customer", "say whose feedback it is: name the account, or a quote that has one",
                    ["quote": quote?.rawValue ?? "none"])
            }
            if quote == nil { try policy.requireAccount(customer, in: state.quote.accounts) }
            return [
                ProposedEvent(
                    CustomerFeedbackReceived(
                        account: customer, quote: quote, version: answered,
                        opportunity: state.quote.created?.opportunity,
                        owner: state.quote.created?.owner, note: note))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case account = 1
            case quote = 2
            case version = 3
            case note = 4
        }

        /// Decisions rest on the quote and the account.
        public typealias Decider = ActivityDecider
    }

    /// Records that a customer answered, to a quote or to anything else.
    public static func receiveFeedback(
        from account: AccountID? = nil, to quote: QuoteID? = nil, version: Int? = nil, note: String? = nil
    ) -> ReceiveFeedback {
        ReceiveFeedback(account: account, quote: quote, version: version, note: note)
    }
}
