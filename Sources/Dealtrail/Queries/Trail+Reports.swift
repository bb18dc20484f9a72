public import DealtrailEngine
import DealtrailLog
public import DealtrailModel
public import DealtrailSales
public import DealtrailViews

extension Trail {
    /// The health of all customers, the worst first (`docs/features.md` row 112).
    ///
    /// - Throws: `LogError`, `EngineError`.
    public func health(asOf point: AsOf = .head) async throws -> HealthReport {
        let answer = try await states(CustomerHealth.self, asOf: point)
        let policy = try policy(of: answer.stamp)
        let signals = try await signals(policy, asOf: point, answer.stamp)
        return HealthReport(
            answer.states.lazy.map(\.state), signals: signals.states, under: policy, stamp: signals.stamp)
    }

    /// What the health of customers does to the bonuses of those who own them (row 117).
    ///
    /// - Throws: `LogError`, `EngineError`.
    public func healthBonus(asOf point: AsOf = .head) async throws -> HealthBonusReport {
        let health = try await health(asOf: point)
        return HealthBonusReport(health, under: try policy(of: health.stamp))
    }

    /// The health of the customer that an account belongs to, with what moved each factor; `nil` when nothing is known.
    ///
    /// - Throws: `LogError`, `EngineError`.
    /// - Complexity: O(events of the customer's accounts), whatever the point.
    public func health(of account: AccountID, asOf point: AsOf = .head) throws -> HealthScore? {
        try healthAnswer(of: account, asOf: point)?.score
    }

    /// The same with what it answers for.
    ///
    /// - Throws: `LogError`, `EngineError`.
    /// - Complexity: O(events of the customer's accounts), whatever the point.
    public func healthAnswer(
        of account: AccountID, asOf point: AsOf = .head
    ) throws -> (stamp: AnswerStamp, score: HealthScore)? {
        let runtime = try views.runtime(CustomerHealth.self)
        let stamp = try stamp(asOf: point)
        // All of the accounts at the same end of the log, whatever is appended meanwhile.
        var pinned = point
        if point.known == nil, let position = stamp.position { pinned.known = .position(position) }
        let members = try mergedAccounts(point, upTo: stamp.position).members(of: account)
        let found = try members.map { try runtime.state(for: Tag.account($0).rawValue, asOf: pinned) }
        let states = found.filter { $0.events > 0 }.map(\.state)
        guard !states.isEmpty else { return nil }
        let policy = try policy(of: stamp)
        let signals = try signals(of: members, asOf: pinned, policy)
        let score = HealthScore(
            of: CustomerHealth.combine(states), signals: signals.state, at: stamp.time, under: policy)
        let asked = stamp.leavingOut(undated: found.reduce(signals.undated) { $0 + $1.undated })
            .passingOver(found.reduce(signals.skipped) { $0 + $1.skipped })
        return (asked, score)
    }

    /// The customers whose health fell between two points, and why.
    ///
    /// - Throws: `LogError`, `EngineError`.
    public func healthChanges(
        from earlier: AsOf, to later: AsOf = .head, least: ScaledDecimal = "0.1"
    ) async throws -> HealthChangeReport {
        let before = try await states(CustomerHealth.self, asOf: earlier)
        let after = try await states(CustomerHealth.self, asOf: later)
        let policy = try policy(of: after.stamp)
        let first = try await signals(policy, asOf: earlier, before.stamp)
        let second = try await signals(policy, asOf: later, after.stamp)
        return HealthChangeReport(
            before.states.map(\.state), from: first.stamp, after.states.map(\.state), to: second.stamp,
            under: policy, signals: (first.states, second.states), least: least)
    }

    /// Where customers were quoted different prices for one product, each leg with its author (row 2).
    ///
    /// - Parameters:
    ///   - account: Only the customer that this account belongs to; `nil` for all.
    ///   - least: The least spread that is listed, in percent, inclusive.
    ///   - point: At which point, on either time axis.
    /// - Throws: `LogError`, `EngineError`.
    public func spread(
        of account: AccountID? = nil, atLeast least: ScaledDecimal = "0.1", asOf point: AsOf = .head
    ) async throws -> PriceSpreadReport {
        let answer = try await states(QuoteAuditTrail.self, asOf: point)
        let merged = try mergedAccounts(point, upTo: answer.stamp.position)
        return PriceSpreadReport(answer.states, account: account, merged: merged, least: least, stamp: answer.stamp)
    }
}
