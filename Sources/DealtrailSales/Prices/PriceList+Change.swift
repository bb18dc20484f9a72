public import DealtrailModel

extension PriceList {
    /// Changes the price of a product in a list, and with it every open quote that has it from there (`docs/features.md` row 3).
    ///
    /// One append holds the event of the list and one `quote.repriced` for each line, in the quote's own stream, caused by it.
    public struct Change: Command {
        /// The price list.
        public let list: PriceListID
        /// The product.
        public let product: ProductID
        /// The price of one unit from here on.
        public let price: Money
        /// Why.
        public let reason: String
        /// Who approved it, when somebody did.
        public let approver: ActorID?
        /// Which of several prices of the product, such as `floor`; `nil` for the one that quotes take.
        public let field: String?

        /// `price-list.change`.
        public static let kind: EventKind = "price-list.change"
        /// The price list's.
        public var subject: StreamName { .priceList(list) }
        /// The entry and product.
        public var tags: [Tag] { [.listEntry(list, product), .product(product)] }
        /// The entry, and the open quotes that it prices.
        public var scope: Query { PriceListDecider.scope(list, product) }

        /// Refuses an entry that does not exist, another currency, a negative price and a missing reason.
        public func decide(
            _ state: PriceListState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(approver, field.map { RuleName($0) })
            try policy.requireNotNegative(price, "price")
            try policy.requireReason(reason, rule: "price.reason-required", of: product)
            let current = try state.requireEntry(list, product, field, policy)
            guard current.currency == price.currency else {
                throw policy.refusal(
                    "price.currency", "the entry is in \(current.currency); convert the price first",
                    ["list": list, "product": product, "price": price])
            }
            guard current != price else { return [] }
            let changed = PriceListEntryChanged(
                list: list, product: product, old: current, new: price, field: field, reason: reason,
                approver: approver)
            // No quote has a further price on a line.
            guard field == nil else { return [ProposedEvent(changed)] }
            return state.change(changed, to: price, of: .init(list: list, product: product))
        }

        package enum CodingKeys: Int, CodingKey {
            case list = 1
            case product = 2
            case price = 3
            case reason = 4
            case approver = 5
            case field = 6
        }

        /// Decisions rest on the entry and the quotes that it prices.
        public typealias Decider = PriceListDecider
    }

    /// Changes the price of a product in a list, and with it every open quote that has it from there.
    public static func change(
        _ list: PriceListID, product: ProductID, to price: Money, reason: String, approver: ActorID? = nil,
        field: String? = nil
    ) -> Change {
        Change(list: list, product: product, price: price, reason: reason, approver: approver, field: field)
    }
}
