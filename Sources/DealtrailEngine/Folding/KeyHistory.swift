import DealtrailLog
import DealtrailModel

/// The events of one key, read by the log's index, in the order in which they happened.
struct KeyHistory<View: Projection> {
    let log: any EventLog
    let key: String
    /// The positions of events that the view passes over.
    var skips: Set<UInt64> = []

    /// An event as it was read.
    struct Held {
        let row: Int
        let occurred: Int64
        let position: UInt64
        let record: [UInt8]
    }

    /// The events, the order in which they happened, and how many have no time or are passed over, and were left out.
    typealias Reading = (held: [Held], sorted: [Int], undated: Int, skipped: Int)

    /// Reads them.
    ///
    /// - Throws: `LogError`, `EventError`.
    func read(_ asOf: AsOf, in range: Range<UInt64>) throws -> Reading {
        var held: [Held] = []
        var undated: Set<UInt64> = []
        var skipped: Set<UInt64> = []
        let rows = View.rows.rows
        // The order of ``FoldPlan``: the row of the stream first, then those of tags by the name of the selector.
        let steps = rows.indices.map { (index: $0, kind: rows[$0].kind, selector: FoldPlan.Selector(rows[$0].key)) }
            .filter { applies($0.selector) }
            .sorted { left, right in
                left.selector == right.selector
                    ? left.index < right.index : left.selector.precedes(right.selector)
            }
        for (filter, isStream) in filters(rows, to: asOf.recordedTo) {
            let own = steps.filter { ($0.selector == .stream) == isStream }
            let hashes = own.map { NameHasher.hash($0.kind) }
            let texts = own.map { Array($0.kind.rawValue.utf8) }
            try log.scan(filter, in: range, direction: .forward) { event in
                if skips.contains(event.position) {
                    skipped.insert(event.position)
                    return true
                }
                for (index, row) in own.enumerated()
                where hashes[index] == event.kindHash && event.hasKind(texts[index]) {
                    switch asOf.sight(event) {
                    case .later: continue
                    case .undated: undated.insert(event.position)
                    case .seen:
                        try event.checkBody()
                        held.append(
                            Held(
                                row: row.index, occurred: event.occurredOrder, position: event.position,
                                record: event.stored.array()))
                    }
                }
                return true
            }
        }
        // The rows of streams were read first, so that the stable tie-breaker keeps the order of rows.
        let sorted = held.indices.sorted {
            (held[$0].occurred, held[$0].position, $0) < (held[$1].occurred, held[$1].position, $1)
        }
        return (held, sorted, undated.count, skipped.count)
    }

    /// Lets an event change a state.
    ///
    /// - Throws: ``FoldFault`` when it does not fold.
    private func apply(_ event: Held, to state: inout View.State) throws {
        do {
            try View.rows.rows[event.row].step(
                &state, try EventView(position: event.position, record: event.record.rawSpan))
        } catch {
            throw FoldFault(position: event.position, lane: 0, error: error).thrown
        }
    }

    /// The states after all that had happened by some instants; `nil` where nothing with a known time had.
    ///
    /// - Parameters:
    ///   - reading: The events.
    ///   - instants: The instants, ascending.
    /// - Throws: ``FoldFault`` of the event which does not fold.
    func fold(_ reading: Reading, at instants: [Timestamp]) throws -> [View.State?] {
        var rest = reading.sorted[...]
        var state = View.initial(key: key)
        var isKnown = false
        return try instants.map { instant in
            while let index = rest.first, reading.held[index].occurred <= instant.nanoseconds {
                try apply(reading.held[index], to: &state)
                isKnown = isKnown || reading.held[index].occurred != .min
                rest = rest.dropFirst()
            }
            return isKnown ? state : nil
        }
    }

    /// Folds them.
    ///
    /// - Returns: The state, how many events were folded, how many were undated, how many were passed over, and the last
    ///   one's place.
    /// - Throws: `LogError`, `EventError`, ``EngineError``, and ``FoldFault`` of the event which does not fold.
    func fold(
        _ asOf: AsOf, in range: Range<UInt64>
    ) throws -> (
        state: View.State, events: Int, undated: Int, skipped: Int, occurred: Int64, position: UInt64
    ) {
        let (held, sorted, undated, skipped) = try read(asOf, in: range)
        var state = View.initial(key: key)
        for index in sorted { try apply(held[index], to: &state) }
        let last = sorted.last.map { held[$0] }
        return (
            state, Set(held.map(\.position)).count, undated, skipped, last?.occurred ?? .min, last?.position ?? 0
        )
    }

    private func applies(_ selector: FoldPlan.Selector) -> Bool {
        switch selector {
        case .stream: true
        case .tag(let prefix): key.utf8.starts(with: prefix)
        }
    }

    private func filters(
        _ rows: [ProjectionRows<View.State>.Row], to recorded: Timestamp?
    ) -> [(EventFilter, isStream: Bool)] {
        let streams = Set(rows.filter { $0.key == .stream }.map(\.kind))
        let tags = Set(rows.filter { $0.key != .stream && applies(FoldPlan.Selector($0.key)) }.map(\.kind))
        var filters: [(EventFilter, isStream: Bool)] = []
        if !streams.isEmpty {
            let query = Query(items: [Query.Item(kinds: streams)])
            filters.append(
                (EventFilter(query: query, stream: StreamName(rawValue: key), recordedTo: recorded), true))
        }
        if !tags.isEmpty {
            let query = Query(items: [Query.Item(kinds: tags, tags: [Tag(rawValue: key)])])
            filters.append((EventFilter(query: query, recordedTo: recorded), false))
        }
        return filters
    }
}
