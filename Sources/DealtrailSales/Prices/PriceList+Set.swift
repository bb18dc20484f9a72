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
            try policy.requireNames(list, product)
            try policy.requireNotNegative(price, "price")
            if let current = state.price {
                guard current == price else {
                    throw policy.refusal(
                        "price-list.entry-exists",
                        "\(product) costs \(current) in \(list) already; change the price instead",
                        ["list": list, "product": product, "price": current])
                }
                return []
            }
            return state.change(
                PriceListEntrySet(list: list, product: product, price: price), to: price,
                of: .init(list: list, product: product))
        }

        package enum CodingKeys: Int, CodingKey {
            case list = 1
            case product = 2
            case price = 3
        }

        /// Decisions rest on the entry and the quotes that it prices.
        public typealias Decider = PriceListDecider
    }

    /// Gives a product a price in a list.
    public static func set(_ list: PriceListID, product: ProductID, to price: Money) -> Set {
        Set(list: list, product: product, price: price)
    }
}
