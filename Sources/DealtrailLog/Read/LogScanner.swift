import DealtrailLMDB
import DealtrailModel
import DealtrailProof

/// Reads events in short snapshots one after another.
///
/// The log only grows, so a later snapshot shows everything that an earlier one did; a long one would stop pages from
/// being used again and make the file grow.
struct LogScanner {
    /// How many records one snapshot reads.
    static let snapshotRecords = 4_096

    let store: LogStore
    let index: TrailIndex
    let hasher: NameHasher

    func scan(
        _ filter: EventFilter, in range: Range<UInt64>, direction: ReadDirection,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        let prepared = PreparedFilter(filter, hasher: hasher)
        let range = try translating { try bounds(filter, range) }
        let plan = filter == .all ? .everything : try CandidatePlan.make(prepared, in: range, index)
        try translating {
            switch (plan, direction) {
            case (.positions(let positions), _): try visit(positions, direction, prepared, body)
            case (.everything, .forward): try forward(range, filter == .all ? nil : prepared, body)
            case (.everything, .backward): try backward(range, filter == .all ? nil : prepared, body)
            }
        }
    }

    /// The range held at the head and narrowed to the recorded times: stamps never go back, so they divide the log.
    private func bounds(_ filter: EventFilter, _ range: Range<UInt64>) throws -> Range<UInt64> {
        let read = try store.environment.read()
        let size = try store.head(read).frontier.size
        var start = min(range.lowerBound, size)
        var end = min(range.upperBound, size)
        if let from = filter.recordedFrom { start = max(start, try store.partition(size, read) { $0 >= from }) }
        if let to = filter.recordedTo { end = min(end, try store.partition(size, read) { $0 > to }) }
        return .clamped(start, end)
    }

    private func visit(
        _ positions: [UInt64], _ direction: ReadDirection, _ filter: PreparedFilter,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        var read = try store.environment.read()
        for count in 0..<positions.count {
            if count > 0, count % Self.snapshotRecords == 0 {
                read.reset()
                try read.renew()
            }
            let position = positions[direction == .forward ? count : positions.count - 1 - count]
            let goOn = try store.withEvent(at: position, read) { event in
                guard try filter.matches(event) else { return true }
                return try body(event)
            }
            guard goOn else { return }
        }
    }

    private func forward(
        _ range: Range<UInt64>, _ filter: PreparedFilter?, _ body: (borrowing EventView) throws -> Bool
    ) throws {
        var read = try store.environment.read()
        var position = range.lowerBound
        var ahead: ReadAhead?
        while position < range.upperBound {
            let stop = min(range.upperBound, position + UInt64(Self.snapshotRecords))
            guard try forward(from: &position, to: stop, filter, read, &ahead, body) else { return }
            read.reset()
            try read.renew()
        }
    }

    private func forward(
        from position: inout UInt64, to stop: UInt64, _ filter: PreparedFilter?, _ read: borrowing ReadTransaction,
        _ ahead: inout ReadAhead?, _ body: (borrowing EventView) throws -> Bool
    ) throws -> Bool {
        // A filter is copied to be asked, whether there is one or not.
        let isFiltered = filter != nil
        func isStopped(by event: borrowing EventView) throws -> Bool {
            guard isFiltered else { return try !body(event) }
            return try filter?.matches(event) ?? true ? try !body(event) : false
        }
        var cursor = try read.cursor(store.events)
        cursor.ahead = ahead
        defer { ahead = cursor.ahead }
        var next = try cursor.seek(atLeast: position)
        while position < stop {
            guard let entry = next, entry.keyAsUInt64 == position else {
                throw LogError(.corrupted, "the event is missing", position: position)
            }
            next = position + 1 < stop ? try cursor.next() : nil
            position += 1
            // Two at a time, as far as both are in order; what is not is looked at alone, for its own error.
            if let other = next, other.keyAsUInt64 == position, EventView.areWhole(entry.value, other.value) {
                if try isStopped(by: EventView(position: position - 1, whole: entry.value)) { return false }
                position += 1
                if try isStopped(by: EventView(position: position - 1, whole: other.value)) { return false }
                next = position < stop ? try cursor.next() : nil
            } else if try isStopped(by: EventView(position: position - 1, record: entry.value)) {
                return false
            }
        }
        return true
    }

    /// Walks over a range that one snapshot shows, which the caller holds: events that `body` has seen stay where they are
    /// as long as he does.
    func hold(
        _ range: Range<UInt64>, recordedTo: Timestamp?, _ read: borrowing ReadTransaction, _ ahead: inout ReadAhead?,
        _ body: (borrowing EventView) throws -> Bool
    ) throws {
        try translating {
            let size = try store.head(read).frontier.size
            var end = min(range.upperBound, size)
            if let recordedTo { end = min(end, try store.partition(size, read) { $0 > recordedTo }) }
            var position = min(range.lowerBound, end)
            _ = try forward(from: &position, to: end, nil, read, &ahead, body)
        }
    }

    private func backward(
        _ range: Range<UInt64>, _ filter: PreparedFilter?, _ body: (borrowing EventView) throws -> Bool
    ) throws {
        var read = try store.environment.read()
        var count = 0
        for position in range.reversed() {
            count += 1
            if count % Self.snapshotRecords == 0 {
                read.reset()
                try read.renew()
            }
            let goOn = try store.withEvent(at: position, read) { event in
                try filter?.matches(event) ?? true ? try body(event) : true
            }
            guard goOn else { return }
        }
    }
}
