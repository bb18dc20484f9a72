public import DealtrailModel
import DealtrailSales

/// How many customers, alerts or overrides of one person a rule makes a difference for.
public struct ImpactTally: Codable, Hashable, Sendable {
    /// In which way, of alerts; `nil` of customers and overrides.
    public let effect: AlertImpact.Effect?
    /// The rule.
    public let rule: String
    /// Who owns them, and of overrides who decided; `nil` when nobody is known to.
    public let owner: ActorID?
    /// How many.
    public let count: Int

    /// The customers by rule and owner, the most frequent first; a customer counts once for each rule that he differs by.
    static func accounts(_ impacts: [AccountImpact]) -> [ImpactTally] {
        tallies(
            impacts.flatMap { impact in impact.reasons.map { Group(effect: nil, rule: $0.rule, owner: impact.owner) } })
    }

    /// The alerts by effect, rule and owner, the most frequent first.
    static func alerts(_ impacts: [AlertImpact]) -> [ImpactTally] {
        tallies(impacts.map { Group(effect: $0.effect, rule: $0.rule.rawValue, owner: $0.owner) })
    }

    /// The overrides by setting and person, the most frequent first.
    static func overrides(_ impacts: [OverrideImpact]) -> [ImpactTally] {
        tallies(impacts.map { Group(effect: nil, rule: $0.rule, owner: $0.person) })
    }

    private struct Group: Hashable {
        let effect: AlertImpact.Effect?
        let rule: String
        let owner: ActorID?
    }

    private static func tallies(_ groups: [Group]) -> [ImpactTally] {
        Dictionary(groups.map { ($0, 1) }, uniquingKeysWith: +).map { group, count in
            ImpactTally(effect: group.effect, rule: group.rule, owner: group.owner, count: count)
        }.sorted { left, right in left.count == right.count ? left.order < right.order : left.count > right.count }
    }

    private var order: (String, String, Int, ActorID) {
        (effect?.rawValue ?? "", rule, owner == nil ? 1 : 0, owner ?? "")
    }
}
