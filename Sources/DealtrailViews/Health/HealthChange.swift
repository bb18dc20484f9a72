public import DealtrailModel
public import DealtrailSales

/// How the health of a customer changed between two times, and why.
public struct HealthChange: Codable, Hashable, Sendable {
    /// What one factor did.
    public struct Factor: Codable, Hashable, Sendable {
        /// Which factor.
        public let name: HealthFactor.Name
        /// What it contributed at the first time.
        public let before: ScaledDecimal
        /// What it contributes at the second time.
        public let after: ScaledDecimal
        /// The difference of the contributions, with two decimals.
        public let difference: ScaledDecimal
        /// Why; empty when nothing changed.
        public let reasons: [Reason]
    }

    /// Why a factor changed.
    public struct Reason: Codable, Hashable, Sendable {
        /// The kind of reason.
        public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
            /// An event of the account.
            case event
            /// Time passed since the event, and nothing else happened.
            case timePassed = "time-passed"
            /// An order is older than the trailing days.
            case orderAged = "order-aged"
            /// The rules differ.
            case rules
        }

        /// The kind of reason.
        public let kind: Kind
        /// The event; `nil` for other rules.
        public let event: EventMark?
    }

    /// The account.
    public let account: AccountID
    /// The score at the first time.
    public let before: HealthScore
    /// The score at the second time.
    public let after: HealthScore
    /// The difference of the scores, with one decimal.
    public let difference: ScaledDecimal
    /// Tier, recency, revenue, satisfaction, in this order.
    public let factors: [Factor]

    /// Compares a customer at two times, possibly under two policies.
    ///
    /// - Parameters:
    ///   - first: The state as of the first time.
    ///   - from: The first time.
    ///   - second: The state as of the second time.
    ///   - to: The second time.
    ///   - policy: The rules of the first time.
    ///   - later: The rules of the second time; by default the same.
    /// - Complexity: O(orders log orders).
    public init(
        _ first: CustomerHealth.State, at from: Timestamp, _ second: CustomerHealth.State, at to: Timestamp,
        under policy: SalesPolicy, then later: SalesPolicy? = nil
    ) {
        let rules = later ?? policy
        let before = HealthScore(of: first, at: from, under: policy)
        let after = HealthScore(of: second, at: to, under: rules)
        let orders = Self.orderReasons(first, from, second, to, policy.health, rules.health)
        account = second.account
        difference = after.score.subtracting(before.score) ?? .zero
        factors = zip(before.factors, after.factors).map { old, new in
            let difference = new.contribution.subtracting(old.contribution) ?? .zero
            let moved = old.contribution != new.contribution || old.movedBy != new.movedBy
            var reasons: [Reason] = []
            if moved {
                reasons = new.name == .revenue ? orders : Self.reason(old, new)
                if policy.health != rules.health { reasons.append(Reason(kind: .rules, event: nil)) }
            }
            return Factor(
                name: new.name, before: old.contribution, after: new.contribution, difference: difference,
                reasons: reasons)
        }
        self.before = before
        self.after = after
    }

    /// A new event, or time that passed since the old one.
    private static func reason(_ old: HealthFactor, _ new: HealthFactor) -> [Reason] {
        guard let mark = new.movedBy else { return [] }
        if old.movedBy != mark { return [Reason(kind: .event, event: mark)] }
        return old.measured == new.measured ? [] : [Reason(kind: .timePassed, event: mark)]
    }

    /// Orders that came and orders that fell out of the trailing days.
    private static func orderReasons(
        _ first: CustomerHealth.State, _ from: Timestamp, _ second: CustomerHealth.State, _ to: Timestamp,
        _ policy: HealthRules, _ later: HealthRules
    ) -> [Reason] {
        let old = Set(RevenueWindow(first, at: from, policy).positions)
        let new = Set(RevenueWindow(second, at: to, later).positions)
        let marks = Dictionary(
            (first.orders + second.orders).map {
                ($0.position, EventMark(position: $0.position, id: $0.id, occurredAt: $0.placedAt))
            }, uniquingKeysWith: { first, _ in first })
        return old.subtracting(new).sorted().map { Reason(kind: .orderAged, event: marks[$0]) }
            + new.subtracting(old).sorted().map { Reason(kind: .event, event: marks[$0]) }
    }
}
