public import DealtrailModel
public import DealtrailSales

/// What the health of a representative's customers does to the base of his bonus (`docs/features.md` row 117).
///
/// The source says "a score below 70" and not whose: chosen is the mean of the customers whom he owns, each counting once.
/// Asked as of the end of a quarter it is the same ever after, and leads to the events behind every score.
public struct HealthBonus: Codable, Hashable, Sendable {
    /// The rule of the policy that decides.
    public static let rule: RuleName = "health-bonus"

    /// The representative.
    public let rep: ActorID
    /// How many customers he owns, at least 1.
    public let customers: Int
    /// The mean of their scores, 0 to 100, rounded half away from zero to one decimal.
    public let score: ScaledDecimal
    /// By how many percent the base changes, negative where it loses; 0 where the rule does not hold or is not there.
    public let effect: ScaledDecimal
    /// Which rule looked at what, and the events that moved the scores; `nil` where the policy has no such rule.
    public let why: RuleExplanation?

    /// The bonuses of everybody who owns a customer, by name.
    ///
    /// - Complexity: O(customers log customers).
    public static func bonuses(of scores: some Sequence<HealthScore>, under policy: SalesPolicy) -> [HealthBonus] {
        let owned = Dictionary(grouping: scores.filter { $0.owner != nil }) { $0.owner ?? "" }
        return owned.map { rep, scores in HealthBonus(rep, scores, policy) }.sorted { $0.rep < $1.rep }
    }

    private init(_ rep: ActorID, _ scores: [HealthScore], _ policy: SalesPolicy) {
        let sum = scores.reduce(ScaledDecimal.zero) { $0.adding($1.score) ?? $0 }
        let mean = sum.divided(by: ScaledDecimal(mantissa: Int64(scores.count)), decimals: 1) ?? .zero
        let rule = policy.book.threshold(Self.rule)
        let moves = scores.flatMap { $0.factors.compactMap(\.movedBy) }
        let events = moves.sorted { $0.position < $1.position }.map(\.id)
        let answer = rule?.holds(mean, version: policy.version, events: events)
        self.rep = rep
        customers = scores.count
        score = mean
        effect = answer?.value == true ? rule?.effect ?? .zero : .zero
        why = answer?.why
    }
}
