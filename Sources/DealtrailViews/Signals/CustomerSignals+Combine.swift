import DealtrailModel
public import DealtrailSales

extension CustomerSignals {
    /// The signals of each customer: what was merged counts with the account that absorbed it, as it does for health.
    ///
    /// - Parameters:
    ///   - states: The states of accounts.
    ///   - accounts: The same accounts in the view of health, at the same point: they say who was merged.
    /// - Complexity: O(n log n).
    public static func customers(
        _ states: [State], of accounts: some Sequence<CustomerHealth.State>
    ) -> [AccountID: State] {
        if states.isEmpty { return [:] }
        let merged = CustomerHealth.merged(accounts)
        return Dictionary(grouping: states) { merged.customer(of: $0.account) }.reduce(into: [:]) { customers, group in
            customers[group.key] = combine(group.value, as: group.key)
        }
    }

    /// Several accounts as one customer: all that happened to any of them.
    public static func combine(_ states: [State], as customer: AccountID) -> State {
        if states.count == 1, states[0].account == customer { return states[0] }
        var result = State(account: customer)
        result.marks = states.flatMap(\.marks).sorted { ($0.at, $0.position) < ($1.at, $1.position) }
        result.undated = states.reduce(0) { $0 + $1.undated }
        return result
    }
}
