import DealtrailModel
import DealtrailSales

extension HealthScore {
    /// What one factor measures and what that is worth.
    struct Measure {
        let name: HealthFactor.Name
        let weight: Int
        var measured: ScaledDecimal?
        var unit: String?
        var tier: TierName?
        var value: ScaledDecimal
        var movedBy: EventMark?

        init(tier state: CustomerHealth.State, _ rules: HealthRules) {
            name = .tier
            weight = rules.tierWeight
            tier = state.tier
            value = rules.score(of: state.tier).rounded(to: 2)
            movedBy = state.tieredBy
        }

        /// Days of 24 hours since the last follow-up, with six decimals rounded down.
        ///
        /// Rounding down keeps edges exact: one nanosecond before two days is still less than 2.
        init(recency state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules) {
            let last = state.followedUpBy?.occurredAt
            let days = last.map { last in
                let passed = max(0, Int128(time.nanoseconds) - Int128(last.nanoseconds))
                return ScaledDecimal(mantissa: Int64(clamping: passed / 86_400_000), scale: 6)
            }
            self.init(.recency, rules.recency, days)
            unit = "days"
            movedBy = state.followedUpBy
        }

        /// Orders in the currency of the rules, placed after `time` minus the trailing days and no later than `time`.
        init(revenue state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules) {
            let window = RevenueWindow(state, at: time, rules)
            self.init(.revenue, rules.revenue, window.total)
            unit = rules.currency.rawValue
            movedBy = window.last
        }

        init(satisfaction state: CustomerHealth.State, _ rules: HealthRules) {
            let score = state.satisfaction.map { ScaledDecimal(mantissa: Int64($0)) }
            self.init(.satisfaction, rules.satisfaction, score)
            movedBy = state.satisfactionBy
        }

        private init(_ name: HealthFactor.Name, _ factor: HealthRules.Factor, _ measured: ScaledDecimal?) {
            self.name = name
            weight = factor.weight
            self.measured = measured
            value = (measured.flatMap { factor.curve.value(at: $0) } ?? factor.unknown).rounded(to: 2)
        }
    }
}

/// The orders that count at a time.
struct RevenueWindow {
    /// Their sum; `nil` when the account never ordered in the currency of the rules.
    let total: ScaledDecimal?
    /// The positions of the orders within the window, ascending.
    let positions: [UInt64]
    /// The last order within the window.
    let last: EventMark?

    init(_ state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules) {
        let start = Int128(time.nanoseconds) - Int128(rules.trailingDays) * Int128(Distribution.day)
        var sum = ExactSum()
        var known = false
        var positions: [UInt64] = []
        var last: EventMark?
        for order in state.orders where order.amount.currency == rules.currency && order.placedAt <= time {
            known = true
            guard Int128(order.placedAt.nanoseconds) > start else { continue }
            sum.add(order.amount.amount)
            positions.append(order.position)
            last = EventMark(position: order.position, id: order.id, occurredAt: order.placedAt)
        }
        total = known ? sum.value : nil
        self.positions = positions.sorted()
        self.last = last
    }
}
