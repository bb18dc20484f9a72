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

        init(_ health: HealthScore, _ tier: TierName) {
            score = health.score
            band = health.band
            self.tier = tier
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

    /// Which rules make the difference, with the events that they looked at; at least one.
    public let reasons: [ImpactReason]

    /// Compares a customer; `nil` where score, band and tier are the same.
    init?(
        _ state: CustomerHealth.State, _ before: HealthScore, _ after: HealthScore, at time: Timestamp,
        _ inForce: SalesPolicy, _ candidate: SalesPolicy
    ) {
        let old = Rating(before, inForce.tiering.tier(of: state, at: time))
        let new = Rating(after, candidate.tiering.tier(of: state, at: time))
        guard old != new else { return nil }
        account = state.account
        owner = state.owner
        self.before = old
        self.after = new
        difference = new.score.subtracting(old.score) ?? .zero
        // The factors count otherwise for many a customer whose score and band stay: those are no reasons.
        let health =
            old.score == new.score && old.band == new.band
            ? [] : ImpactReason.health(before, after, inForce.health, candidate.health)
        let tiering = ImpactReason.tiering(
            old.tier, new.tier, state, at: time, inForce.tiering, candidate.tiering)
        reasons = health + [tiering].compactMap(\.self)
    }

    /// How far the scores lie apart.
    var magnitude: ScaledDecimal {
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
