public import DealtrailEngine
import DealtrailLog
import DealtrailModel
import DealtrailSales
public import DealtrailViews

extension Trail {
    /// Which accounts counted as one customer at a point (`docs/features.md` row 75).
    ///
    /// - Throws: `LogError`, `EventError` for a damaged event.
    /// - Complexity: O(merges and splits).
    public func mergedAccounts(asOf point: AsOf = .head) throws -> MergedAccounts {
        try mergedAccounts(point, upTo: try stamp(asOf: point).position)
    }

    /// Those of the log up to a position, so that they are of one moment with an answer.
    func mergedAccounts(_ point: AsOf, upTo position: UInt64?) throws -> MergedAccounts {
        let filter = EventFilter(query: .tag(.accountIdentity))
        let events = try log.events(filter, in: 0..<(position.map { $0 + 1 } ?? 0))
        return try MergedAccounts(events: events.filter { $0.happened(by: point.effective) })
    }
}
