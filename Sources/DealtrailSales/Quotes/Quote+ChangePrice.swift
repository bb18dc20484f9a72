public import DealtrailModel

extension Quote {
    /// Changes the price of a line (`docs/features.md` row 1).
    public struct ChangePrice: Command {
        /// The quote.
        public let quote: QuoteID
        /// The line.
        public let line: LineID
        /// The price of one unit from here on.
        public let price: Money
        /// Why, in words.
        public let reason: String
        /// What kind of reason it is.
        public let cause: PriceChangeCause?

        /// `quote.change-price`.
        public static let kind: EventKind = "quote.change-price"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses a quote or line that does not exist, another currency, a missing reason, and an accepted quote.
        ///
        /// Any price may be entered; whether it may be sent is another question (`price.band`).
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try state.requireEditable(quote, policy)
            let terms = try state.requireLine(line, of: quote, policy)
            try state.requirePrice(price, of: quote, policy)
            try policy.requireReason(reason, rule: "price.reason-required", of: line)
            guard terms.unitPrice != price else { return [] }
            let changed = QuoteLinePriceChanged(
                quote: quote, line: line, product: terms.product, old: terms.unitPrice, new: price, reason: reason,
                cause: cause, account: state.created?.account, list: terms.list)
            return state.edit(changed, of: quote)
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case line = 2
            case price = 3
            case reason = 4
            case cause = 5
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Changes the price of a line.
    public static func changePrice(
        _ quote: QuoteID, line: LineID, to price: Money, reason: String, cause: PriceChangeCause? = nil
    ) -> ChangePrice {
        ChangePrice(quote: quote, line: line, price: price, reason: reason, cause: cause)
    }
}
