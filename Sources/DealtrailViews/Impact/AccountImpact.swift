public import DealtrailModel
public import DealtrailSales

/// A customer whom two policies see differently at one time.
public struct AccountImpact: Codable, Hashable, Sendable {
    /// What a policy says of a customer.
    public struct Rating: Codable, Hashable, Sendable {
        /// The health score, 0 to 100.
        public let score: ScaledDecimal
        /// How it is to be taken.
        public let band: HealthScore.Band
        /// The tier that his orders lead to; whether somebody gave him another by hand is not looked at.
        public let tier: TierName

        init(_ state: CustomerHealth.State, at time: Timestamp, under policy: SalesPolicy) {
            let health = HealthScore(of: state, at: time, under: policy)
            score = health.score
            band = health.band
            tier = policy.tiering.tier(of: state, at: time)
        }
    }

    /// The account that stands for the customer.
    public let account: AccountID
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// Under the policy that is in force.
    public let before: Rating
    /// Under the candidate.
    public let after: Rating
    /// The score after less the score before.
    public let difference: ScaledDecimal

    /// The customers whom two policies see differently, the largest difference of the score first, then by account.
    ///
    /// - Complexity: O(accounts log accounts + orders).
    public static func compare(
        _ states: some Sequence<CustomerHealth.State>, at time: Timestamp, _ inForce: SalesPolicy,
        _ candidate: SalesPolicy
    ) -> (compared: Int, impacts: [AccountImpact]) {
        var compared = 0
        var impacts: [AccountImpact] = []
        for state in CustomerHealth.customers(states) {
            compared += 1
            let before = Rating(state, at: time, under: inForce)
            let after = Rating(state, at: time, under: candidate)
            guard before != after else { continue }
            impacts.append(
                AccountImpact(
                    account: state.account, owner: state.owner, before: before, after: after,
                    difference: after.score.subtracting(before.score) ?? .zero))
        }
        impacts.sort { left, right in
            let (first, second) = (left.magnitude, right.magnitude)
            return first == second ? left.account < right.account : first > second
        }
        return (compared, impacts)
    }

    private var magnitude: ScaledDecimal {
        difference < .zero ? ScaledDecimal.zero.subtracting(difference) ?? .zero : difference
    }
}

extension TieringRules {
    /// The tier that a customer's orders lead to: those placed after `time` minus the trailing days and no later than `time`.
    ///
    /// - Complexity: O(orders).
    public func tier(of state: CustomerHealth.State, at time: Timestamp) -> TierName {
        // As revenue is counted for health: an order of exactly so many days ago counts no more.
        let start = Int128(time.nanoseconds) - Int128(trailingDays) * Int128(Distribution.day)
        var sums: [Currency: ExactSum] = [:]
        for order in state.orders where Int128(order.placedAt.nanoseconds) > start && order.placedAt <= time {
            sums[order.amount.currency, default: ExactSum()].add(order.amount.amount)
        }
        // The first that fits, as for one amount, of whatever currency.
        for threshold in thresholds {
            guard let sum = sums[threshold.above.currency]?.value else { continue }
            if sum > threshold.above.amount { return threshold.tier }
        }
        return otherwise
    }
}
