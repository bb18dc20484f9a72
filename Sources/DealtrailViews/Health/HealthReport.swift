import DealtrailModel
public import DealtrailSales

/// The health of customers at a time, the worst first.
public struct HealthReport: Codable, Hashable, Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The version of the policy.
    public let policy: String
    /// Scores ascending, then by account.
    public let scores: [HealthScore]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case policy
        case scores
    }

    /// Scores every customer; merged accounts count as one.
    ///
    /// - Parameters:
    ///   - states: What is known of the accounts.
    ///   - signals: What else happened to them, where the policy counts it.
    ///   - policy: The rules.
    ///   - stamp: What the states answer for.
    /// - Complexity: O(accounts log accounts + orders), and for each behaviour that counts O(events).
    public init(
        _ states: some Collection<CustomerHealth.State>, signals: [CustomerSignals.State] = [],
        under policy: SalesPolicy, stamp: AnswerStamp
    ) {
        let signals = CustomerSignals.customers(signals, of: states)
        self.stamp = stamp
        self.policy = policy.version
        scores = CustomerHealth.customers(states).map { state in
            HealthScore(of: state, signals: signals[state.account], at: stamp.time, under: policy)
        }.sorted { ($0.score, $0.account) < ($1.score, $1.account) }
    }
}
