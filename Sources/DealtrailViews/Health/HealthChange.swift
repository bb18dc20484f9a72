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
            /// Another event is older than the trailing days of its factor.
            case eventAged = "event-aged"
            /// What the event left open was answered, kept, paid or put off.
            case settled
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
    /// What counts under one of the policies, in the order of `HealthSignal`; what a policy leaves out contributes zero.
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
    ///   - signals: What else had happened to him by either time, where the rules count it.
    /// - Complexity: O(orders log orders), and for each behaviour that counts O(events log events).
    public init(
        _ first: CustomerHealth.State, at from: Timestamp, _ second: CustomerHealth.State, at to: Timestamp,
        under policy: SalesPolicy, then later: SalesPolicy? = nil,
        signals: (before: CustomerSignals.State?, after: CustomerSignals.State?) = (nil, nil)
    ) {
        let rules = later ?? policy
        let before = HealthScore(of: first, signals: signals.before, at: from, under: policy)
        let after = HealthScore(of: second, signals: signals.after, at: to, under: rules)
        let orders = Self.orderReasons(first, from, second, to, policy.health, rules.health)
        account = second.account
        difference = after.score.subtracting(before.score) ?? .zero
        factors = HealthSignal.allCases.compactMap { name in
            let (old, new) = (before[name], after[name])
            guard old != nil || new != nil else { return nil }
            let share = (before: old?.contribution ?? .zero, after: new?.contribution ?? .zero)
            var reasons: [Reason] = []
            if share.before != share.after || old?.movedBy != new?.movedBy {
                if let old, let new {
                    switch name {
                    case .revenue: reasons = orders
                    case .tier, .recency, .satisfaction: reasons = Self.reason(old, new)
                    default: reasons = Self.reasons(old, (signals.before, from), new, (signals.after, to))
                    }
                }
                if policy.health != rules.health { reasons.append(Reason(kind: .rules, event: nil)) }
            }
            return Factor(
                name: name, before: share.before, after: share.after,
                difference: share.after.subtracting(share.before) ?? .zero, reasons: reasons)
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

    /// What began to count, and what counts no more: too old, or settled.
    private static func reasons(
        _ old: HealthFactor, _ before: (state: CustomerSignals.State?, at: Timestamp),
        _ new: HealthFactor, _ after: (state: CustomerSignals.State?, at: Timestamp)
    ) -> [Reason] {
        func marks(_ days: Int?, _ point: (state: CustomerSignals.State?, at: Timestamp)) -> [EventMark] {
            SignalReading(new.name, of: point.state, at: point.at, over: days ?? 1).events
        }
        let counted = (before: marks(old.trailingDays, before), after: marks(new.trailingDays, after))
        let known = (before: Set(counted.before), after: Set(counted.after))
        // What would still count over all days is too old now; anything else was settled.
        let open = Set(marks(.max, after))
        return counted.before.filter { !known.after.contains($0) }.map { mark in
            Reason(kind: open.contains(mark) ? .eventAged : .settled, event: mark)
        }
            + counted.after.filter { !known.before.contains($0) }.map { mark in
                let isNew = mark.occurredAt.map { $0 > before.at } ?? true
                // A promise from before whose time has passed since.
                return Reason(kind: isNew ? .event : .timePassed, event: mark)
            }
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
