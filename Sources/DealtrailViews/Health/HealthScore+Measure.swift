import DealtrailModel
import DealtrailSales

extension HealthScore {
    /// What one factor measures and what that is worth.
    struct Measure {
        let name: HealthFactor.Name
        let weight: Int
        var measured: ScaledDecimal?
        var unit: String?
        var trailingDays: Int?
        var tier: TierName?
        var value: ScaledDecimal
        var movedBy: EventMark?

        /// What counts under some rules, in the order of `HealthSignal`.
        static func all(
            _ state: CustomerHealth.State, _ signals: CustomerSignals.State?, at time: Timestamp, _ rules: HealthRules
        ) -> [Measure] {
            let more = (rules.signals ?? []).map { Measure($0, signals, at: time) }
            return rules.names.compactMap { name in
                switch name {
                case .tier: Measure(tier: state, rules)
                case .recency: Measure(recency: state, at: time, rules)
                case .revenue: Measure(revenue: state, at: time, rules)
                case .satisfaction: Measure(satisfaction: state, rules)
                default: more.first { $0.name == name }
                }
            }
        }

        /// A behaviour, with the last event that counts.
        init(_ signal: HealthRules.Signal, _ state: CustomerSignals.State?, at time: Timestamp) {
            let reading = SignalReading(signal.name, of: state, at: time, over: signal.trailingDays)
            self.init(signal.name, signal.factor, reading.value)
            unit = signal.name.unit
            trailingDays = signal.trailingDays
            movedBy = reading.events.last
        }

        init(tier state: CustomerHealth.State, _ rules: HealthRules) {
            name = .tier
            weight = rules.tierWeight
            tier = state.tier
            value = rules.score(of: state.tier).rounded(to: 2)
            movedBy = state.tieredBy
        }

        init(recency state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules) {
            self.init(.recency, rules.recency, state.daysSinceFollowUp(at: time))
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
            self.init(.satisfaction, rules.satisfaction, state.satisfactionScore)
            movedBy = state.satisfactionBy
        }

        private init(_ name: HealthFactor.Name, _ factor: HealthRules.Factor, _ measured: ScaledDecimal?) {
            self.name = name
            weight = factor.weight
            self.measured = measured
            value = factor.worth(of: measured)
        }
    }
}

extension CustomerHealth.State {
    /// Days of 24 hours since the last follow-up, with six decimals rounded down; `nil` where none is known.
    ///
    /// Rounding down keeps edges exact: one nanosecond before two days is still less than 2.
    fileprivate func daysSinceFollowUp(at time: Timestamp) -> ScaledDecimal? {
        (followedUpBy?.occurredAt).map { last in
            let passed = max(0, Int128(time.nanoseconds) - Int128(last.nanoseconds))
            return ScaledDecimal(mantissa: Int64(clamping: passed / 86_400_000), scale: 6)
        }
    }

    fileprivate var satisfactionScore: ScaledDecimal? { satisfaction.map { ScaledDecimal(mantissa: Int64($0)) } }
}

extension HealthScore {
    /// The score alone, as ``init(of:at:under:)`` computes it, for whoever asks for many days.
    ///
    /// - Complexity: O(orders), and for each behaviour that counts O(events of the customer).
    static func score(
        of state: CustomerHealth.State, signals: CustomerSignals.State? = nil, at time: Timestamp, _ rules: HealthRules
    ) -> ScaledDecimal {
        // Those of the four that a set of its own leaves out weigh nothing.
        var parts = [
            (rules.tierWeight, rules.score(of: state.tier).rounded(to: 2)),
            (rules.recency.weight, rules.recency.worth(of: state.daysSinceFollowUp(at: time))),
            (rules.revenue.weight, rules.revenue.worth(of: RevenueWindow.total(state, at: time, rules))),
            (rules.satisfaction.weight, rules.satisfaction.worth(of: state.satisfactionScore)),
        ]
        for signal in rules.signals ?? [] {
            let reading = SignalReading(signal.name, of: signals, at: time, over: signal.trailingDays)
            parts.append((signal.factor.weight, signal.factor.worth(of: reading.value)))
        }
        return WeightedScore.score(of: parts)
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

    /// Their sum alone.
    static func total(_ state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules) -> ScaledDecimal? {
        sum(state, at: time, rules) { _ in }
    }

    init(_ state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules) {
        var positions: [UInt64] = []
        var last: EventMark?
        total = Self.sum(state, at: time, rules) { order in
            positions.append(order.position)
            last = EventMark(position: order.position, id: order.id, occurredAt: order.placedAt)
        }
        self.positions = positions.sorted()
        self.last = last
    }

    /// Adds the orders up, and calls `each` with every one that counts.
    @inline(__always)
    private static func sum(
        _ state: CustomerHealth.State, at time: Timestamp, _ rules: HealthRules, _ each: (CustomerHealth.Order) -> Void
    ) -> ScaledDecimal? {
        let start = Int128(time.nanoseconds) - Int128(rules.trailingDays) * Int128(Distribution.day)
        var sum = ExactSum()
        var known = false
        for order in state.orders where order.amount.currency == rules.currency && order.placedAt <= time {
            known = true
            guard Int128(order.placedAt.nanoseconds) > start else { continue }
            sum.add(order.amount.amount)
            each(order)
        }
        return known ? sum.value : nil
    }
}
