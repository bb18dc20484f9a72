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
    /// - Complexity: O(accounts log accounts + orders).
    public init(_ states: some Sequence<CustomerHealth.State>, under policy: SalesPolicy, stamp: AnswerStamp) {
        self.stamp = stamp
        self.policy = policy.version
        scores = CustomerHealth.customers(states).map { HealthScore(of: $0, at: stamp.time, under: policy) }.sorted {
            ($0.score, $0.account) < ($1.score, $1.account)
        }
    }
}
