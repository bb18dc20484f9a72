public import DealtrailModel
public import DealtrailSales

/// A representative whose bonus two policies see differently at one time (`docs/features.md` rows 117 and 176).
public struct BonusImpact: Codable, Hashable, Sendable {
    /// The representative.
    public let rep: ActorID
    /// How many customers he owns.
    public let customers: Int
    /// The mean of their scores under the policy that is in force.
    public let scoreBefore: ScaledDecimal
    /// The same under the candidate.
    public let scoreAfter: ScaledDecimal
    /// By how many percent the base changes under the policy that is in force.
    public let effectBefore: ScaledDecimal
    /// The same under the candidate.
    public let effectAfter: ScaledDecimal

    /// Those whose bonus differs, by name; where only the score does, the bonus is the same.
    ///
    /// - Complexity: O(accounts log accounts + orders).
    public static func compare(
        _ states: some Sequence<CustomerHealth.State>, at time: Timestamp, _ inForce: SalesPolicy,
        _ candidate: SalesPolicy
    ) -> [BonusImpact] {
        let customers = CustomerHealth.customers(states)
        func bonuses(_ policy: SalesPolicy) -> [HealthBonus] {
            HealthBonus.bonuses(of: customers.map { HealthScore(of: $0, at: time, under: policy) }, under: policy)
        }
        // The owners of customers are the same under both, and so are the places in the two lists.
        return zip(bonuses(inForce), bonuses(candidate)).compactMap { before, after in
            guard before.effect != after.effect else { return nil }
            return BonusImpact(
                rep: before.rep, customers: before.customers, scoreBefore: before.score, scoreAfter: after.score,
                effectBefore: before.effect, effectAfter: after.effect)
        }
    }
}
