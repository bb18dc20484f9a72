public import DealtrailModel

/// What is known when an order is decided.
public struct OrderState: Sendable {
    var accounts = AccountDecider.initial
    var orders: [OrderID: OrderPlaced] = [:]
}

/// Folds what decisions about orders rest on.
public enum OrderDecider: Decider {
    /// Nothing yet.
    public static let initial = OrderState()
    /// The order, and the account itself.
    public static let fold = Fold<OrderState> {
        Fold.rows(of: AccountDecider.self, \.accounts)
        On(OrderPlaced.self) { state, event in state.orders[event.order] = event }
    }

    static func scope(_ order: OrderID, _ account: AccountID) -> Query {
        Query(items: [.init(kinds: [OrderPlaced.kind], tags: [.order(order)])]).or(AccountDecider.scope(account))
    }
}
