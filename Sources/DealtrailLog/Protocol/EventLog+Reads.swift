public import DealtrailModel

extension EventLog {
    /// Appends one request.
    ///
    /// - Throws: `AppendError`, ``LogError``.
    public func append(_ request: AppendRequest) async throws -> Receipt {
        guard let result = await append([request]).first else { throw LogError(.closed, "the log answered nothing") }
        return try result.get()
    }

    /// The events that the filter lets through, copied.
    ///
    /// - Parameters:
    ///   - filter: Which events.
    ///   - range: Positions; all by default.
    ///   - direction: Forward by default.
    ///   - limit: At most so many.
    /// - Throws: ``LogError``, `EventError` for a damaged event.
    public func events(
        _ filter: EventFilter = .all, in range: Range<UInt64> = 0..<UInt64.max, direction: ReadDirection = .forward,
        limit: Int = .max
    ) throws -> [RecordedEvent] {
        guard limit > 0 else { return [] }
        var events: [RecordedEvent] = []
        try scan(filter, in: range, direction: direction) { event in
            events.append(try event.recorded())
            return events.count < limit
        }
        return events
    }

    /// The event at a position, or `nil` beyond the head.
    ///
    /// - Throws: ``LogError``, `EventError` for a damaged event.
    public func event(at position: UInt64) throws -> RecordedEvent? {
        guard position < .max else { return nil }
        return try events(in: position..<position + 1, limit: 1).first
    }
}
