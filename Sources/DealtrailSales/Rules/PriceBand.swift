public import DealtrailModel

/// How far a quoted price lies below its list price, or another one that is authorised, against what the rules let pass
/// (`docs/features.md` row 4).
public struct PriceBand: Hashable, Sendable {
    /// A line that may not be sent without an approval.
    public struct Breach: Hashable, Sendable {
        /// The line.
        public let terms: QuoteLineTerms
        /// How far below the price that it is measured from, in percent with two decimals; `nil` without one.
        public let deviation: ScaledDecimal?
        /// What the rules let pass: anything strictly less than this, in percent.
        public let tolerance: ScaledDecimal
        /// The price that it is measured from.
        public let authorized: AuthorizedPrice
    }

    /// The rules.
    public let rules: PricingRules

    /// Creates the band of these rules.
    public init(_ rules: PricingRules) {
        self.rules = rules
    }

    /// The lines that need an approval, measured from their list prices, in order.
    ///
    /// - Complexity: O(lines × products with a band of their own).
    public func breaches(in terms: [QuoteLineTerms]) -> [Breach] {
        terms.compactMap { breach($0) }
    }

    /// Whether a line needs an approval, measured from its list price, and by how much.
    public func breach(_ line: QuoteLineTerms) -> Breach? { breach(line, from: AuthorizedPrice(line.listPrice)) }

    /// Whether a line needs an approval, measured from a price, and by how much.
    ///
    /// The comparison is exact: `(base - price) × 100 >= tolerance × base`, without a division and its rounding, unless the
    /// rules round the percentage first. A price
    /// at or above the one that is measured from never needs one. Numbers that do not fit into 64 bits need one, to be safe.
    public func breach(_ line: QuoteLineTerms, from authorized: AuthorizedPrice) -> Breach? {
        let tolerance = rules.tolerance(for: line.product)
        func breach(_ deviation: ScaledDecimal?) -> Breach {
            Breach(terms: line, deviation: deviation, tolerance: tolerance, authorized: authorized)
        }
        guard let price = line.unitPrice, let list = authorized.price, price.currency == list.currency else {
            return rules.unlistedNeedsApproval ? breach(nil) : nil
        }
        guard price.amount < list.amount else { return nil }
        let percent = list.percentBelow(price)
        if let decimals = rules.comparedDecimals {
            guard let rounded = list.percentBelow(price, decimals: decimals), !edge.holds(rounded, tolerance) else {
                return breach(percent)
            }
            return nil
        }
        guard let gap = list.amount.subtracting(price.amount),
            let left = gap.multiplied(by: 100, decimals: gap.scale),
            let right = tolerance.multiplied(by: list.amount, decimals: min(tolerance.scale + list.amount.scale, 18))
        else { return breach(percent) }
        return edge.holds(left, right) ? breach(percent) : nil
    }

    private var edge: Edge { rules.edge ?? .atLeast }
}

extension Money {
    /// How far `price` lies below this amount, in percent with so many decimals; `nil` from zero and between currencies.
    func percentBelow(_ price: Money, decimals: UInt8 = 2) -> ScaledDecimal? {
        guard currency == price.currency, let gap = amount.subtracting(price.amount),
            let hundredfold = gap.multiplied(by: 100, decimals: gap.scale)
        else { return nil }
        return hundredfold.divided(by: amount, decimals: decimals)
    }
}
