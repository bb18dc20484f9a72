import Dealtrail

/// Walks over events a batch at a time, so that no snapshot of the store is held while a slow reader takes the output.
struct EventListing {
    private static let batchSize = 512

    let log: TrailLog
    let filter: EventFilter
    let effective: Timestamp?
    let limit: Int
    /// How many events were handed over.
    private(set) var count = 0
    /// How many events were met that have no time, and so had not happened by any.
    private(set) var undated = 0

    init(log: TrailLog, filter: EventFilter, effective: Timestamp?, limit: Int) {
        self.log = log
        self.filter = filter
        self.effective = effective
        self.limit = limit
    }

    /// Hands over the events of a range of positions, in batches, up to the limit.
    mutating func batches(
        in range: Range<UInt64>, _ direction: ReadDirection, _ body: ([RecordedEvent]) throws -> Void
    ) throws {
        var rest = range
        while count < limit, !rest.isEmpty {
            let found = try log.events(filter, in: rest, direction: direction, limit: Self.batchSize)
            guard let last = found.last else { return }
            rest =
                direction == .forward
                ? last.position + 1..<max(rest.upperBound, last.position + 1) : rest.lowerBound..<last.position
            if effective != nil { undated += found.count { $0.occurredAt.time == nil } }
            let wanted = found.filter { $0.hadHappened(by: effective) }.prefix(limit - count)
            count += wanted.count
            if !wanted.isEmpty { try body(Array(wanted)) }
            if found.count < Self.batchSize { return }
        }
    }

    /// Hands over the events one by one.
    mutating func forEach(
        in range: Range<UInt64>, _ direction: ReadDirection, _ body: (RecordedEvent) -> Void
    ) throws {
        try batches(in: range, direction) { $0.forEach(body) }
    }
}

extension RecordedEvent {
    /// Whether it had happened by an instant; an event without a time had not, as far as anyone knows.
    func hadHappened(by instant: Timestamp?) -> Bool {
        guard let instant else { return true }
        return occurredAt.time.map { $0.instant <= instant } ?? false
    }
}
