import DealtrailModel
public import DealtrailSales

/// What the health of customers does to the bonuses of those who own them, at one time (`docs/features.md` row 117).
public struct HealthBonusReport: Codable, Hashable, Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The version of the policy.
    public let policy: String
    /// By representative.
    public let bonuses: [HealthBonus]
    /// How many customers belong to nobody and so to no bonus.
    public let withoutOwner: Int

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case policy
        case bonuses
        case withoutOwner
    }

    /// Takes the scores of a health report.
    public init(_ health: HealthReport, under rules: SalesPolicy) {
        stamp = health.stamp
        policy = health.policy
        bonuses = HealthBonus.bonuses(of: health.scores, under: rules)
        withoutOwner = health.scores.count { $0.owner == nil }
    }
}
