public import DealtrailModel
public import DealtrailSales

/// The health of a customer at a time, under some rules (`docs/health.md`).
public struct HealthScore: Codable, Hashable, Sendable {
    /// How the score is to be taken.
    public enum Band: String, Codable, Hashable, Sendable, CaseIterable {
        /// At or above the line of the rules.
        case healthy
        /// Between the two lines.
        case watch
        /// Below the line at which somebody steps in.
        case intervene
    }

    /// The account.
    public let account: AccountID
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// The time at which the score holds.
    public let at: Timestamp
    /// The version of the policy.
    public let policy: String
    /// The score, 0 to 100, with one decimal.
    public let score: ScaledDecimal
    /// How it is to be taken.
    public let band: Band
    /// What counts under the policy, in the order of `HealthSignal`: by default tier, recency, revenue, satisfaction.
    public let factors: [HealthFactor]

    /// Computes the score of `state` at `time`.
    ///
    /// `state` must hold nothing that happened after `time`: take the view as of `time`. What happened later all the same
    /// is left out of revenue and counts as a follow-up at `time`.
    ///
    /// The score is the sum of weight times value, divided once by the sum of weights and rounded once, half away from
    /// zero, to one decimal. So it may differ from the sum of the rounded contributions in the last place.
    ///
    /// - Parameters:
    ///   - state: What is known of the customer.
    ///   - signals: What else happened to him, where the policy counts it (`HealthRules.needsSignals`); `nil` for nothing.
    ///   - time: The time.
    ///   - policy: The rules.
    /// - Complexity: O(orders), and for each behaviour that counts O(events of the customer).
    public init(
        of state: CustomerHealth.State, signals: CustomerSignals.State? = nil, at time: Timestamp,
        under policy: SalesPolicy
    ) {
        let measures = Measure.all(state, signals, at: time, policy.health)
        let rules = policy.health
        let weighted = WeightedScore(
            measures.map { .init($0.name.rawValue, weight: $0.weight, value: $0.value, movedBy: $0.movedBy?.id) })
        account = state.account
        owner = state.owner
        at = time
        self.policy = policy.version
        factors = zip(measures, weighted.parts).map { measure, part in
            HealthFactor(
                name: measure.name, weight: measure.weight, measured: measure.measured, unit: measure.unit,
                trailingDays: measure.trailingDays, tier: measure.tier, value: measure.value,
                contribution: weighted.contribution(of: part),
                movedBy: measure.movedBy)
        }
        let score = weighted.score()
        self.score = score
        band = score >= rules.healthyFrom ? .healthy : score < rules.interventionBelow ? .intervene : .watch
    }

    /// The factor of this name.
    public subscript(name: HealthFactor.Name) -> HealthFactor? { factors.first { $0.name == name } }
}
