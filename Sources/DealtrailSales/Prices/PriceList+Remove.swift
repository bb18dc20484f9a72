public import DealtrailModel

extension PriceList {
    /// Takes a product out of a list; quotes that have it keep the price and list price they have.
    public struct Remove: Command {
        /// The price list.
        public let list: PriceListID
        /// The product.
        public let product: ProductID
        /// Why.
        public let reason: String
        /// Which of several prices of the product, such as `floor`; `nil` for the one that quotes take.
        public let field: String?

        /// `price-list.remove`.
        public static let kind: EventKind = "price-list.remove"
        /// The price list's.
        public var subject: StreamName { .priceList(list) }
        /// The entry and product.
        public var tags: [Tag] { [.listEntry(list, product), .product(product)] }
        /// The entry, and the open quotes that it prices.
        public var scope: Query { PriceListDecider.scope(list, product) }

        /// Refuses an entry that does not exist and a missing reason.
        public func decide(
            _ state: PriceListState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(field.map { RuleName($0) })
            try policy.requireReason(reason, rule: "price.reason-required", of: product)
            let current = try state.requireEntry(list, product, field, policy)
            return [
                ProposedEvent(
                    PriceListEntryRemoved(
                        list: list, product: product, lastPrice: current, field: field, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case list = 1
            case product = 2
            case reason = 3
            case field = 4
        }

        /// Decisions rest on the entry and the quotes that it prices.
        public typealias Decider = PriceListDecider
    }

    /// Takes a product out of a list.
    public static func remove(
        _ list: PriceListID, product: ProductID, reason: String, field: String? = nil
    ) -> Remove {
        Remove(list: list, product: product, reason: reason, field: field)
    }
}
