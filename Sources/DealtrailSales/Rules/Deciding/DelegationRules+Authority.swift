public import DealtrailModel

extension DelegationRules {
    /// In whose name somebody decides.
    public enum Authority: Hashable, Sendable {
        /// In his own.
        case own
        /// In that of another, by the delegations that lead from him, in order.
        case onBehalfOf(ActorID, through: [Delegation])
        /// In nobody's.
        case none
    }

    /// Whether somebody may decide what waits for an approver, himself or on his behalf.
    ///
    /// - Parameters:
    ///   - actor: Who wants to decide.
    ///   - approver: For whom it waits.
    ///   - amount: What it is about; `nil` when unknown, which no limit covers.
    ///   - now: When.
    ///   - delegations: Those of the log, in its order; the first that fits is taken.
    ///   - version: The version of the policy.
    /// - Complexity: O(delegations²) at most, when authority may be handed on.
    public func authority(
        of actor: ActorID, for approver: ActorID, amount: Money?, at now: Timestamp, by delegations: [Delegation],
        version: String
    ) -> Explained<Authority> {
        func explain(_ authority: Authority, _ conclusion: String) -> Explained<Authority> {
            var events: [EventID] = []
            if case .onBehalfOf(_, let path) = authority { events = path.map(\.event) }
            return Explained(
                authority,
                RuleExplanation(
                    "delegation", version: version, conclusion,
                    [
                        "actor": actor, "approver": approver, "amount": amount?.description ?? "unknown", "at": now,
                        "limit": limit.map { "\(edge.words) \($0)" } ?? "none",
                    ], events: events))
        }
        if actor == approver { return explain(.own, "\(actor) decides himself") }
        let valid = delegations.filter { $0.validFrom <= now && now < $0.validUntil && covers(amount, $0) }
        // Breadth first, each person once: a circle of delegations ends here.
        var paths: [[Delegation]] = valid.filter { $0.from == approver }.map { [$0] }
        var seen: Set<ActorID> = [approver]
        while !paths.isEmpty {
            let path = paths.removeFirst()
            guard let last = path.last, seen.insert(last.to).inserted else { continue }
            if last.to == actor {
                return explain(
                    .onBehalfOf(approver, through: path),
                    "\(actor) decides on behalf of \(approver) until \(path.map(\.validUntil).min() ?? now)")
            }
            if mayBeHandedOn { paths += valid.filter { $0.from == last.to }.map { path + [$0] } }
        }
        return explain(.none, "no delegation from \(approver) to \(actor) is valid then for that amount")
    }

    /// Whether a delegation may be made: not to oneself, within the limit and the longest time.
    public func permits(_ delegation: Delegation, version: String) -> Explained<Bool> {
        let objection = objection(
            from: delegation.from, to: delegation.to, limit: delegation.limit, validFrom: delegation.validFrom,
            validUntil: delegation.validUntil)
        return Explained(
            objection == nil,
            RuleExplanation(
                "delegation", version: version, objection ?? "\(delegation.to) may act for \(delegation.from)",
                ["from": delegation.validFrom, "until": delegation.validUntil], events: [delegation.event]))
    }

    /// What stands against a delegation that is not made yet; `nil` when nothing does.
    func objection(
        from: ActorID, to: ActorID, limit wanted: Money?, validFrom: Timestamp, validUntil: Timestamp
    ) -> String? {
        if from == to { return "nobody hands authority to himself" }
        if validUntil <= validFrom { return "it ends before it begins" }
        if let longestDays {
            let (seconds, rest) = validUntil.duration(since: validFrom).components
            let (days, beyond) = seconds.quotientAndRemainder(dividingBy: 86_400)
            if days > longestDays || (days == longestDays && (beyond > 0 || rest > 0)) {
                return "it is valid for more than \(longestDays) days"
            }
        }
        if let wanted, let limit, wanted.currency != limit.currency || wanted.amount > limit.amount {
            return "\(wanted) lies beyond the limit of \(limit)"
        }
        return nil
    }

    private func covers(_ amount: Money?, _ delegation: Delegation) -> Bool {
        for limit in [limit, delegation.limit].compactMap(\.self) {
            guard let amount, amount.currency == limit.currency, edge.holds(amount.amount, limit.amount) else {
                return false
            }
        }
        return true
    }
}
