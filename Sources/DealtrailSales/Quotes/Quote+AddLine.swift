public import DealtrailModel

extension Quote {
    /// Adds a product to a quote.
    ///
    /// Adding a removed product again at another price is allowed, and seen as the price change that it is.
    public struct AddLine: Command {
        /// The quote.
        public let quote: QuoteID
        /// The line, never used before in this quote.
        public let line: LineID
        /// The product.
        public let product: ProductID
        /// How many units; above zero.
        public let quantity: ScaledDecimal
        /// The price of one unit; `nil` for the list price.
        public let unitPrice: Money?
        /// The price list that it is measured against.
        public let list: PriceListID?

        /// `quote.add-line`.
        public static let kind: EventKind = "quote.add-line"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote and product.
        public var tags: [Tag] { [.quote(quote), .product(product)] }
        /// Everything that concerns the quote, and the list price of the product.
        public var scope: Query { QuoteDecider.scope(quote).or(QuoteDecider.scope(PriceListEntry(list, product))) }

        /// Refuses a line that was used, a product without a price, another currency, a quantity of zero, and too many lines.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(line, product, list)
            try state.requireEditable(quote, policy)
            guard !state.usedLines.contains(line) else {
                throw policy.refusal(
                    "quote.line-used", "the quote \(quote) has or had a line \(line); take a new one",
                    ["quote": quote, "line": line])
            }
            guard state.lines.count < min(policy.pricing.maximumLines, PricingRules.lineLimit) else {
                throw policy.refusal(
                    "quote.too-many-lines",
                    "a quote has at most \(min(policy.pricing.maximumLines, PricingRules.lineLimit)) lines",
                    ["quote": quote, "lines": state.lines.count])
            }
            guard quantity > 0 else {
                throw policy.refusal(
                    "quote.quantity", "a quantity is above zero", ["line": line, "quantity": quantity])
            }
            let listPrice = PriceListEntry(list, product).flatMap { state.levels.lists[$0]?.price }
            if let list, listPrice == nil {
                throw policy.refusal(
                    "price-list.no-entry", "the list \(list) has no price for \(product)",
                    ["list": list, "product": product])
            }
            guard let price = unitPrice ?? listPrice else {
                throw policy.refusal(
                    "price.missing", "name a price list or a price", ["quote": quote, "line": line, "product": product])
            }
            try state.requirePrice(price, of: quote, policy)
            if let listPrice { try state.requirePrice(listPrice, of: quote, policy) }
            let added = QuoteLineAdded(
                quote: quote, line: line, product: product, quantity: quantity, listPrice: listPrice, unitPrice: price,
                account: state.created?.account, list: list)
            return state.edit(added, of: quote)
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case line = 2
            case product = 3
            case quantity = 4
            case unitPrice = 5
            case list = 6
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Adds a product to a quote, at its list price unless another is given.
    public static func addLine(
        _ quote: QuoteID, line: LineID, product: ProductID, quantity: ScaledDecimal, at unitPrice: Money? = nil,
        list: PriceListID? = nil
    ) -> AddLine {
        AddLine(quote: quote, line: line, product: product, quantity: quantity, unitPrice: unitPrice, list: list)
    }
}
