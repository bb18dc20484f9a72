public import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension Trail {
    /// How often the person was right who decided otherwise than a rule said, and how often the rule was (`docs/features.md`
    /// rows 92, 94, 95 and 100).
    ///
    /// Who was right is said by the policy in force at the time of the answer: `overrides` of its document. What the rule said
    /// is what it said then.
    ///
    /// - Parameter point: At which point, on either time axis.
    /// - Throws: `LogError`; `EngineError` when the rules of an event cannot be loaded; `EventError` for a damaged event.
    /// - Complexity: O(events of the kinds of ``OverrideSearch/kinds``).
    public func overrides(asOf point: AsOf = .head) throws -> OverrideReport {
        let stamp = try stamp(asOf: point)
        let policy = try policy(of: stamp)
        let (search, merged, undated) = try overrideSearch(point, stamp)
        return OverrideReport(
            search.overrides(at: stamp.time, under: policy, merged: merged), under: policy,
            stamp: stamp.leavingOut(undated: undated))
    }

    /// The overrides of which two policies say otherwise who was right.
    func overrideImpacts(
        _ inForce: SalesPolicy, _ candidate: SalesPolicy, asOf point: AsOf, _ stamp: AnswerStamp
    ) throws -> [OverrideImpact] {
        guard OverrideImpact.mayDiffer(inForce, candidate) else { return [] }
        let (search, merged, _) = try overrideSearch(point, stamp)
        return OverrideImpact.compare(inForce, candidate) { policy in
            search.overrides(at: stamp.time, under: policy, merged: merged)
        }
    }

    /// What a search for overrides looks at, and how many events at no known time that leaves out.
    private func overrideSearch(
        _ point: AsOf, _ stamp: AnswerStamp
    ) throws -> (search: OverrideSearch, merged: MergedAccounts, undated: Int) {
        var search = OverrideSearch()
        var undated = 0
        let filter = EventFilter(query: Query(items: [Query.Item(kinds: OverrideSearch.kinds)]))
        try log.scan(filter, in: 0..<(stamp.position.map { $0 + 1 } ?? 0), direction: .forward) { event in
            if let effective = point.effective {
                guard let occurred = event.occurredAt else {
                    undated += 1
                    return true
                }
                guard occurred <= effective else { return true }
            }
            try event.checkBody()
            let recorded = try event.recorded()
            try search.add(recorded, under: handler.ruleSet(recorded.rules) as? SalesPolicy ?? .standard)
            return true
        }
        return (search, try mergedAccounts(point, upTo: stamp.position), undated)
    }
}
