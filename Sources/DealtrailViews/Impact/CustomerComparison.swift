public import DealtrailModel
public import DealtrailSales

/// The customers as two policies see them at one time, each scored once under either, and what follows for bonuses.
public struct CustomerComparison: Hashable, Sendable {
    /// How many customers were compared.
    public let compared: Int
    /// Those whom the policies see differently, the largest difference of the score first, then by account.
    public let accounts: [AccountImpact]
    /// The representatives whose bonus differs, by name; where only the score does, the bonus is the same.
    public let bonuses: [BonusImpact]

    /// Compares customers.
    ///
    /// - Parameters:
    ///   - states: The states of the accounts at the time.
    ///   - signals: What else happened to them, where one of the policies counts it.
    ///   - time: The time.
    ///   - inForce: The policy that is in force.
    ///   - candidate: The other.
    /// - Complexity: O(accounts log accounts + orders), and for each behaviour that counts O(events).
    public init(
        _ states: some Collection<CustomerHealth.State>, signals: [CustomerSignals.State] = [],
        at time: Timestamp, _ inForce: SalesPolicy, _ candidate: SalesPolicy
    ) {
        let customers = CustomerHealth.customers(states)
        let signals = CustomerSignals.customers(signals, of: states)
        func scores(_ policy: SalesPolicy) -> [HealthScore] {
            customers.map { HealthScore(of: $0, signals: signals[$0.account], at: time, under: policy) }
        }
        let (before, after) = (scores(inForce), scores(candidate))
        compared = customers.count
        accounts = customers.indices.compactMap { index in
            AccountImpact(customers[index], before[index], after[index], at: time, inForce, candidate)
        }.sorted { left, right in
            let (first, second) = (left.magnitude, right.magnitude)
            return first == second ? left.account < right.account : first > second
        }
        // The owners of customers are the same under both, and so are the places in the two lists.
        bonuses = zip(HealthBonus.bonuses(of: before, under: inForce), HealthBonus.bonuses(of: after, under: candidate))
            .compactMap { BonusImpact($0, $1) }
    }
}
