public import DealtrailModel

extension PriceList {
    /// Gives a product a price in a list (`docs/features.md` row 3).
    ///
    /// After a removal, open quotes that still have the product from that list are repriced as by a change.
    public struct Set: Command {
        /// The price list.
        public let list: PriceListID
        /// The product.
        public let product: ProductID
        /// The price of one unit.
        public let price: Money
        /// Which of several prices of the product, such as `floor`; `nil` for the one that quotes take.
        public let field: String?

        /// `price-list.set`.
        public static let kind: EventKind = "price-list.set"
        /// The price list's.
        public var subject: StreamName { .priceList(list) }
        /// The entry and product.
        public var tags: [Tag] { [.listEntry(list, product), .product(product)] }
        /// The entry, and the open quotes that it prices.
        public var scope: Query { PriceListDecider.scope(list, product) }

        /// Refuses an entry that has another price already (`price-list.entry-exists`) and a negative price.
        public func decide(
            _ state: PriceListState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(list, product, field.map { RuleName($0) })
            try policy.requireNotNegative(price, "price")
            if let current = state.price(field) {
                guard current == price else {
                    throw policy.refusal(
                        "price-list.entry-exists",
                        "\(product) costs \(current) in \(list) already; change the price instead",
                        ["list": list, "product": product, "price": current])
                }
                return []
            }
            let set = PriceListEntrySet(list: list, product: product, price: price, field: field)
            // No quote has a further price on a line.
            guard field == nil else { return [ProposedEvent(set)] }
            return state.change(set, to: price, of: .init(list: list, product: product))
        }

        package enum CodingKeys: Int, CodingKey {
            case list = 1
            case product = 2
            case price = 3
            case field = 4
        }

        /// Decisions rest on the entry and the quotes that it prices.
        public typealias Decider = PriceListDecider
    }

    /// Gives a product a price in a list.
    public static func set(
        _ list: PriceListID, product: ProductID, to price: Money, field: String? = nil
    ) -> Set {
        Set(list: list, product: product, price: price, field: field)
    }
}
