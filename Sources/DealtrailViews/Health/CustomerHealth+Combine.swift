import DealtrailModel
import DealtrailSales

extension CustomerHealth {
    /// The accounts as customers: what was merged counts with the account that absorbed it.
    ///
    /// History stays with the original accounts, so a split costs nothing. The result is sorted by account.
    ///
    /// - Complexity: O(n log n).
    public static func customers(_ states: some Sequence<State>) -> [State] {
        let sorted = states.sorted { $0.account < $1.account }
        let merged = merged(sorted)
        let groups = Dictionary(grouping: sorted) { merged.customer(of: $0.account) }
        return groups.keys.sorted().compactMap { customer in groups[customer].map { combine($0, as: customer) } }
    }

    /// Which accounts are one customer, as their states have it.
    static func merged(_ states: some Sequence<State>) -> MergedAccounts {
        MergedAccounts(
            absorbed: Dictionary(
                states.lazy.filter { !$0.absorbed.isEmpty }.map { ($0.account, Set($0.absorbed)) },
                uniquingKeysWith: { first, _ in first }))
    }

    /// The accounts of one customer, the one that stands for him giving account, owner and tier.
    static func combine(_ states: [State], as customer: AccountID) -> State {
        combine(states.filter { $0.account == customer } + states.filter { $0.account != customer })
    }

    /// Several accounts as one customer, the first of them giving account, owner and tier.
    ///
    /// The tier of another account counts only when the first has none. Follow-ups and satisfaction: the last one.
    /// Orders: all.
    ///
    /// - Precondition: there is at least one state.
    public static func combine(_ states: [State]) -> State {
        var result = states[0]
        for other in states.dropFirst().sorted(by: { $0.account < $1.account }) {
            if result.owner == nil { result.owner = other.owner }
            if result.tier == nil { (result.tier, result.tieredBy) = (other.tier, other.tieredBy) }
            if let mark = other.followedUpBy, result.followedUpBy.map({ FoldOrder($0) < FoldOrder(mark) }) ?? true {
                result.followedUpBy = mark
            }
            if let mark = other.satisfactionBy, result.satisfactionBy.map({ FoldOrder($0) < FoldOrder(mark) }) ?? true {
                (result.satisfaction, result.satisfactionBy) = (other.satisfaction, mark)
            }
            result.orders += other.orders
            result.undatedOrders += other.undatedOrders
            result.undatedFollowUps += other.undatedFollowUps
        }
        if states.count > 1 { result.orders.sort { ($0.placedAt, $0.position) < ($1.placedAt, $1.position) } }
        return result
    }
}
