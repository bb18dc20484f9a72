public import DealtrailModel

extension Quote {
    /// Takes a percentage off the price of one line, or of all.
    public struct ApplyDiscount: Command {
        /// The quote.
        public let quote: QuoteID
        /// The line; `nil` for all.
        public let line: LineID?
        /// The discount in percent of the current prices: above -100, up to 100, not 0; negative for a surcharge.
        public let percent: ScaledDecimal
        /// Why, in words.
        public let reason: String
        /// What kind of reason it is.
        public let cause: PriceChangeCause?

        /// `quote.apply-discount`.
        public static let kind: EventKind = "quote.apply-discount"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The quote.
        public var tags: [Tag] { [.quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses a quote or line that does not exist, an impossible percentage, a missing reason, and an accepted quote.
        ///
        /// Prices are rounded half away from zero to the decimals that they had, at least to those of the rules.
        public func decide(
            _ state: QuoteState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try state.requireEditable(quote, policy)
            if let line { _ = try state.requireLine(line, of: quote, policy) }
            try policy.requireReason(reason, rule: "price.reason-required", of: quote)
            guard percent > -100, percent <= 100, !percent.isZero,
                let kept = ScaledDecimal(mantissa: 100).subtracting(percent)
            else {
                throw policy.refusal(
                    "price.discount-range", "a discount is above -100 and up to 100 percent, and not 0",
                    ["percent": percent])
            }
            var changes: [LinePriceChange] = []
            for terms in state.lines where line == nil || terms.line == line {
                guard let old = terms.unitPrice,
                    let product = old.amount.multiplied(by: kept, decimals: min(old.amount.scale + kept.scale, 18)),
                    let amount = product.divided(
                        by: 100, decimals: max(old.amount.scale, min(policy.pricing.decimals, 18)))
                else {
                    throw policy.refusal(
                        "price.missing", "the line \(terms.line) has no price that a discount could change",
                        ["quote": quote, "line": terms.line])
                }
                guard amount != old.amount else { continue }
                changes.append(
                    LinePriceChange(
                        line: terms.line, product: terms.product, old: old, new: Money(amount, old.currency),
                        list: terms.list))
            }
            guard !changes.isEmpty else { return [] }
            let applied = QuoteDiscountApplied(
                quote: quote, percent: percent, lines: changes, line: line, reason: reason, cause: cause,
                account: state.created?.account)
            return state.edit(applied, of: quote)
        }

        package enum CodingKeys: Int, CodingKey {
            case quote = 1
            case line = 2
            case percent = 3
            case reason = 4
            case cause = 5
        }

        /// Decisions rest on the quote.
        public typealias Decider = QuoteDecider
    }

    /// Takes a percentage off the price of one line, or of all.
    public static func applyDiscount(
        _ quote: QuoteID, percent: ScaledDecimal, line: LineID? = nil, reason: String, cause: PriceChangeCause? = nil
    ) -> ApplyDiscount {
        ApplyDiscount(quote: quote, line: line, percent: percent, reason: reason, cause: cause)
    }
}
