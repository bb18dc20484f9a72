public import DealtrailModel

extension EventLog {
    /// The event with an identifier, or `nil` when this log has none.
    ///
    /// Our identifiers are UUIDs of version 7, which carry the millisecond of their commit; stamps ascend, so the log is
    /// searched by time and no index is needed.
    ///
    /// - Throws: ``LogError``, `EventError` for a damaged event.
    /// - Complexity: O(log n + events of that millisecond).
    public func event(_ id: EventID) throws -> RecordedEvent? {
        let milliseconds = Int64(id.high >> 16)
        let (start, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow, start <= Int64.max - 999_999 else { return nil }
        let hash = hasher.hash(id)
        var found: RecordedEvent?
        let filter = EventFilter(
            recordedFrom: Timestamp(nanoseconds: start), recordedTo: Timestamp(nanoseconds: start + 999_999))
        try scan(filter, in: 0..<UInt64.max, direction: .forward) { event in
            guard event.idHash == hash else { return true }
            let candidate = try event.recorded()
            if candidate.id == id { found = candidate }
            return found == nil
        }
        return found
    }
}
