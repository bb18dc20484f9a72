public import DealtrailEngine
import DealtrailLog
public import DealtrailModel
public import DealtrailSales
public import DealtrailViews

extension Trail {
    /// What a policy would have changed, for whom, and why (`docs/features.md` row 176).
    ///
    /// Nothing is appended, no view is changed, and nothing leaves the process.
    ///
    /// - Parameters:
    ///   - candidate: The policy.
    ///   - from: From which position or time of recording on commands are decided again, inclusive; `nil` for the beginning.
    ///   - to: Up to which, inclusive; customers and alerts are compared as they were known then. `nil` for the last event:
    ///     so two answers of one log are one.
    ///   - paths: Typical sales paths that are played under both policies beside the log.
    ///   - progress: Called from time to time with the count of events looked at and of all.
    /// - Throws: `LogError`, `EventError`, `EngineError`, `CancellationError`.
    /// - Complexity: O(events in the period), and for each command the events of its scope.
    public func whatIf(
        _ candidate: SalesPolicy, from: AsOf.Known? = nil, to: AsOf.Known? = nil, paths: [SalesPath] = [],
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> ImpactReport {
        let point = AsOf(known: to)
        let customers = try await states(CustomerHealth.self, asOf: point)
        let last = try customers.stamp.position.flatMap { try log.event(at: $0)?.recordedAt }
        let stamp = to == nil ? customers.stamp.speaking(of: last) : customers.stamp
        let end = stamp.position.map { $0 + 1 } ?? 0
        let start =
            switch from {
            case .position(let position): position
            case .recorded(let time): try log.size(recordedBy: time.advanced(by: .nanoseconds(-1)))
            case nil: 0 as UInt64
            }
        let replay = try await handler.replay(
            in: min(start, end)..<end, catalog: catalog,
            under: { rules in
                // What differs in its name alone decides nothing otherwise.
                var other = candidate
                other.version = rules.version
                return other
            },
            parts: { rules in
                guard let rules = rules as? SalesPolicy else { return [] }
                return try candidate.sections(differingFrom: rules).map { section in
                    (section.name, try rules.taking([section], from: candidate))
                }
            }, progress: progress)
        let inForce = try policy(of: stamp)
        let signals = try await signals(inForce, candidate, asOf: point, stamp).states
        let compared = CustomerComparison(
            customers.states.lazy.map(\.state), signals: signals, at: stamp.time, inForce, candidate)
        var sections: [ContentDigest?: [String]] = [:]
        let decisions = try replay.changes.map { change in
            if sections[change.rules] == nil {
                let then = try change.rules.map { try handler.ruleSet($0) as? SalesPolicy ?? .standard } ?? .standard
                sections[change.rules] = try candidate.sections(differingFrom: then).map(\.name)
            }
            return DecisionImpact(change, catalog, sections: sections[change.rules] ?? [])
        }
        var pathImpacts: [PathImpact] = []
        for path in paths { pathImpacts += try await path.impacts(inForce, candidate, catalog) }
        return ImpactReport(
            stamp: stamp, candidate: try .init(candidate), inForce: try .init(inForce),
            from: replay.range.lowerBound, decided: replay.decided,
            unknown: replay.unknown.sorted { $0.key < $1.key }.map { .init(kind: $0.key, count: $0.value) },
            drifted: replay.drifted, decisions: decisions,
            customers: compared, alerts: try await alertImpacts(inForce, candidate, asOf: point, stamp),
            overrides: try overrideImpacts(inForce, candidate, asOf: point, stamp), pathsPlayed: paths.count,
            paths: pathImpacts)
    }

    /// The same between two times of recording, both inclusive.
    public func whatIf(
        _ candidate: SalesPolicy, during period: ClosedRange<Timestamp>, paths: [SalesPath] = [],
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> ImpactReport {
        try await whatIf(
            candidate, from: .recorded(period.lowerBound), to: .recorded(period.upperBound), paths: paths,
            progress: progress)
    }

    /// The alerts that two policies see differently at a point.
    private func alertImpacts(
        _ inForce: SalesPolicy, _ candidate: SalesPolicy, asOf point: AsOf, _ stamp: AnswerStamp
    ) async throws -> [AlertImpact] {
        let rules = (inForce: AlertRules(inForce), candidate: AlertRules(candidate))
        let before = rules.inForce.differing(from: rules.candidate)
        let after = rules.candidate.differing(from: rules.inForce)
        guard !before.isEmpty || !after.isEmpty else { return [] }
        var answer = try await subjects(asOf: point, only: nil)
        var point = point
        // Something was appended meanwhile: all of one report speaks of one end of the log.
        if answer.stamp.position != stamp.position, let position = stamp.position {
            point.known = .position(position)
            answer = try await subjects(asOf: point, only: nil)
        }
        let beyond = before.beyond.merging(after.beyond) { $0.union($1) }
        let concerned = try completed(answer.states.map(\.state), only: nil, beyond: beyond, point, stamp)
        // Subject by subject, so that what is open under both need not be held.
        var impacts: [AlertImpact] = []
        func compare(_ find: (AlertRules) throws -> [AlertOutline]) rethrows {
            impacts += AlertImpact.compare(before.isEmpty ? [] : try find(before), after.isEmpty ? [] : try find(after))
        }
        for subject in concerned {
            // Both policies look at the same past, which is read once.
            var past: [Occurrence]?
            try compare { rules in
                try rules.alerts(of: subject, at: stamp.time) { tag in
                    let known = try past ?? occurrences(of: tag, point, stamp)
                    past = known
                    return known
                }.filter(AlertFilter().wants).map { AlertOutline($0) }
            }
        }
        if before.followsHealth || after.followsHealth {
            try await eachCustomer(
                of: concerned, only: nil, [inForce, candidate], point, stamp
            ) { customer, owner, states in
                try compare { rules in
                    try rules.streakOutlines(of: customer, owner: owner, at: stamp.time, states)
                }
            }
        }
        return AlertImpact.sorted(impacts)
    }

    /// Records that the impact of a policy was evaluated; the candidate and the result go to the blobs.
    ///
    /// - Throws: as ``handle(_:by:id:occurredAt:correlation:causation:signature:)``.
    public func record(_ report: ImpactReport, of candidate: SalesPolicy, by author: Author) async throws -> Handled {
        let result = try log.blobs.put(Array(JSONText.encode(report).utf8))
        let digest = try log.blobs.put(Array(candidate.canonicalText().utf8))
        let evaluated = PolicyImpactEvaluated(
            name: .sales, version: candidate.version, candidate: digest, result: result, from: report.from,
            to: max(report.from, report.stamp.position ?? 0), decisions: UInt64(report.decisions.count),
            customers: UInt64(report.accounts.count))
        return try await handle(
            Policy.recordImpact(evaluated), by: author, id: CommandID("impact:\(digest.short):\(result.short)"))
    }
}
