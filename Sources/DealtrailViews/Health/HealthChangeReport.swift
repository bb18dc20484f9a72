public import DealtrailModel
public import DealtrailSales

/// The customers whose health changed between two times, the deepest fall first, and why.
public struct HealthChangeReport: Codable, Hashable, Sendable {
    /// What the first half answers for.
    public let from: AnswerStamp
    /// What the second half answers for.
    public let to: AnswerStamp
    /// The version of the policy.
    public let policy: String
    /// Customers that fell by the least fall or more.
    public let fallen: [HealthChange]
    /// How many customers were compared: those known at both times.
    public let compared: Int

    enum CodingKeys: String, CodingKey {
        case from
        case to = "asOf"
        case policy
        case fallen
        case compared
    }

    /// Compares every customer known at both times.
    ///
    /// - Parameters:
    ///   - before: The states as of the first time.
    ///   - from: What the first states answer for.
    ///   - after: The states as of the second time.
    ///   - to: What the second states answer for.
    ///   - policy: The rules that both are scored by.
    ///   - signals: What else had happened to the accounts by either time, where the rules count it.
    ///   - least: The least fall that is listed, in points; a fall of exactly this much is. At least 0.1 is sensible.
    /// - Complexity: O(accounts log accounts + orders log orders).
    public init(
        _ before: some Collection<CustomerHealth.State>, from: AnswerStamp,
        _ after: some Collection<CustomerHealth.State>, to: AnswerStamp, under policy: SalesPolicy,
        signals: (before: [CustomerSignals.State], after: [CustomerSignals.State]) = ([], []),
        least: ScaledDecimal = "0.1"
    ) {
        let earlier = CustomerSignals.customers(signals.before, of: before)
        let later = CustomerSignals.customers(signals.after, of: after)
        let known = Dictionary(
            CustomerHealth.customers(before).map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
        let changes = CustomerHealth.customers(after).compactMap { state in
            known[state.account].map {
                HealthChange(
                    $0, at: from.time, state, at: to.time, under: policy,
                    signals: (earlier[state.account], later[state.account]))
            }
        }
        self.from = from
        self.to = to
        self.policy = policy.version
        compared = changes.count
        fallen = changes.filter { change in
            let fall = ScaledDecimal.zero.subtracting(change.difference) ?? .zero
            return fall >= least
        }.sorted { ($0.difference, $0.account) < ($1.difference, $1.account) }
    }
}
