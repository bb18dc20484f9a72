import DealtrailModel
import DealtrailSales
import DealtrailTestSupport
import DealtrailTesting
import Testing

@testable import DealtrailViews

@Suite struct HealthScoreAloneTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `A score alone is that with its factors, whatever is known of the customer`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let start = time("2026-01-01T00:00:00Z")
        func moment() -> Timestamp { start.advanced(by: .seconds(Int.random(in: 0..<500 * 86_400, using: &random))) }
        func mark() -> EventMark {
            EventMark(
                position: UInt64.random(in: 0..<1_000, using: &random), id: EventID(high: 1, low: 2),
                occurredAt: moment())
        }
        for round in 0..<500 {
            var state = CustomerHealth.State(account: "acme")
            if Bool.random(using: &random) { state.tier = ["A", "B", "C", "D"].randomElement(using: &random) }
            if Bool.random(using: &random) { state.followedUpBy = mark() }
            if Bool.random(using: &random) { state.satisfaction = Int.random(in: 0...100, using: &random) }
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                let amount = ScaledDecimal(mantissa: Int64.random(in: -100_000...90_000_000, using: &random), scale: 2)
                let mark = mark()
                state.orders.append(
                    .init(
                        position: mark.position, id: mark.id, placedAt: mark.occurredAt ?? start,
                        amount: Money(amount, Bool.random(using: &random) ? .cny : .eur)))
            }
            var policy = SalesPolicy.standard
            policy.health.recency.weight = Int.random(in: 0...50, using: &random)
            policy.health.trailingDays = Int.random(in: 1...400, using: &random)
            // Also at the very instant of an order, and where it leaves the window.
            let order = state.orders.first?.placedAt ?? moment()
            for at in [moment(), order, order.advanced(by: .seconds(policy.health.trailingDays * 86_400))] {
                #expect(
                    HealthScore.score(of: state, at: at, policy.health)
                        == HealthScore(of: state, at: at, under: policy).score, "seed \(seed), round \(round), \(at)")
            }
        }
    }
}
