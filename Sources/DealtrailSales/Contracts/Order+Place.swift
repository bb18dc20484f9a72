public import DealtrailModel

extension Order {
    /// Records that an account ordered something (`docs/features.md` row 112).
    public struct Place: Command {
        /// The order.
        public let order: OrderID
        /// The account.
        public let account: AccountID
        /// What it is worth.
        public let amount: Money
        /// The contract that it draws on.
        public let contract: ContractID?

        /// `order.place`.
        public static let kind: EventKind = "order.place"
        /// The order's.
        public var subject: StreamName { .order(order) }
        /// The order and account.
        public var tags: [Tag] { [.order(order), .account(account)] }
        /// The order, and the account itself.
        public var scope: Query { OrderDecider.scope(order, account) }

        /// Refuses an unknown account, a negative amount, and an order that exists with other content.
        public func decide(
            _ state: OrderState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(order, contract)
            try policy.requireNotNegative(amount, "amount")
            if let placed = state.orders[order] {
                guard placed.account == account, placed.amount == amount else {
                    throw policy.refusal("order.exists", "the order \(order) exists already", ["order": order])
                }
                return []
            }
            let facts = try state.accounts.require(account, policy)
            return [
                ProposedEvent(
                    OrderPlaced(order: order, account: account, amount: amount, contract: contract, owner: facts.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case order = 1
            case account = 2
            case amount = 3
            case contract = 4
        }

        /// Decisions rest on the order and the account.
        public typealias Decider = OrderDecider
    }

    /// Records that an account ordered something.
    public static func place(
        _ order: OrderID, account: AccountID, amount: Money, contract: ContractID? = nil
    ) -> Place {
        Place(order: order, account: account, amount: amount, contract: contract)
    }
}
