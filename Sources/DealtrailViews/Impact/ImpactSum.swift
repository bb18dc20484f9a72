public import DealtrailModel

/// How many decisions of one person a rule would have changed in one way.
public struct ImpactSum: Codable, Hashable, Sendable {
    /// In which way.
    public let effect: DecisionImpact.Effect
    /// The rule, or the sections that make the difference.
    public let rule: String?
    /// Who asked.
    public let author: ActorID
    /// How many decisions.
    public let decisions: Int
    /// About how many things.
    public let entities: Int

    static func sums(of decisions: [DecisionImpact]) -> [ImpactSum] {
        struct Group: Hashable {
            let effect: DecisionImpact.Effect
            let rule: String?
            let author: ActorID
        }
        let groups = Dictionary(grouping: decisions) { Group(effect: $0.effect, rule: $0.rule, author: $0.author) }
        return groups.map { group, members in
            ImpactSum(
                effect: group.effect, rule: group.rule, author: group.author, decisions: members.count,
                entities: Set(members.map(\.entity)).count)
        }.sorted { left, right in
            left.decisions == right.decisions ? left.order < right.order : left.decisions > right.decisions
        }
    }

    private var order: (String, String, ActorID) { (effect.rawValue, rule ?? "", author) }
}
