import DealtrailModel
import DealtrailSales

extension CustomerHealth {
    /// The accounts as customers: what was merged counts with the account that absorbed it.
    ///
    /// History stays with the original accounts, so a split costs nothing. The result is sorted by account. Accounts that
    /// absorb each other count once, with the one that comes first.
    ///
    /// - Complexity: O(n log n).
    public static func customers(_ states: some Sequence<State>) -> [State] {
        let sorted = states.sorted { $0.account < $1.account }
        let byAccount = Dictionary(sorted.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
        let absorbed = Set(sorted.flatMap(\.absorbed))
        var taken: Set<AccountID> = []
        var customers: [State] = []
        // Those that nobody absorbed first; what is left after them lies on a circle.
        let order = sorted.filter { !absorbed.contains($0.account) } + sorted.filter { absorbed.contains($0.account) }
        for state in order where taken.insert(state.account).inserted {
            var members = [state]
            var pending = state.absorbed
            while let account = pending.popLast() {
                guard taken.insert(account).inserted, let member = byAccount[account] else { continue }
                members.append(member)
                pending += member.absorbed
            }
            customers.append(combine(members))
        }
        return customers.sorted { $0.account < $1.account }
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
