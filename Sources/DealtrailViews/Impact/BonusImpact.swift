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

    /// Which rule looked at what, and the events that moved the scores: under the candidate, or under the policy in force where
    /// the candidate has no such rule.
    public let why: RuleExplanation?

    /// Compares the bonus of a representative under two policies; `nil` where it is the same.
    init?(_ before: HealthBonus, _ after: HealthBonus) {
        guard before.effect != after.effect else { return nil }
        rep = before.rep
        customers = before.customers
        scoreBefore = before.score
        scoreAfter = after.score
        effectBefore = before.effect
        effectAfter = after.effect
        why = after.why ?? before.why
    }
}
