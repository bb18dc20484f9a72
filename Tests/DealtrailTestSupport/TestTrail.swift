package import DealtrailModel
import DealtrailSales

/// A log without a database: records as the real one builds them, folded one after another.
package struct TestTrail {
    private struct Entry {
        let position: UInt64
        let record: [UInt8]
        let event: RecordedEvent
    }

    private var entries: [Entry] = []
    private var revisions: [StreamName: UInt64] = [:]
    /// The stamp of the next append; a second later each time.
    package private(set) var clock = time("2026-01-01T00:00:00Z")

    /// No events yet.
    package init() {}

    /// Appends events in one command and returns their identifiers.
    @discardableResult
    package mutating func append(
        _ events: any Event..., by author: Author = "rep:lin", at occurredAt: OccurredAt? = nil, cause: EventID? = nil,
        rules: ContentDigest? = nil, provenance: Provenance = .witnessed
    ) throws -> [EventID] {
        let request = AppendRequest(
            try events.map { try Self.new($0, provenance) }, by: author,
            id: CommandID("c-\(entries.count)"), occurredAt: occurredAt ?? .at(clock), rules: rules)
        try request.validate()
        let hasher = NameHasher(low: 1, high: 2)
        let builder = RecordBuilder(append: request, hasher: hasher, recordedAt: clock)
        var ids: [EventID] = []
        for (index, event) in request.events.enumerated() {
            let position = UInt64(entries.count)
            let id = EventID(milliseconds: 1_700_000_000_000 + position, counter: 0, random: position)
            let revision = revisions[event.stream, default: 0]
            revisions[event.stream] = revision + 1
            let record = try builder.record(index: index, id: id, revision: revision, cause: cause)
            let recorded = try EventView(position: position, record: record.rawSpan).recorded()
            entries.append(Entry(position: position, record: record, event: recorded))
            ids.append(id)
        }
        clock = clock.advanced(by: .seconds(1))
        return ids
    }

    /// Calls `body` with each event as it lies in a log, in the order of their positions.
    package func scan(_ body: (borrowing EventView) throws -> Void) throws {
        for entry in entries { try body(try EventView(position: entry.position, record: entry.record.rawSpan)) }
    }

    /// All events, in the order of their positions.
    package var events: [RecordedEvent] { entries.map(\.event) }
    /// The last position; `nil` while there is no event.
    package var last: UInt64? { entries.last?.position }

    /// The event with this identifier.
    package func event(_ id: EventID) -> RecordedEvent? { entries.first { $0.event.id == id }?.event }

    /// The state of every key, folded in the order in which things happened; effective at a time when one is given.
    ///
    /// Each state goes through its stored form, as it does in a real view.
    package func states<View: Projection>(of view: View.Type, effective: Timestamp? = nil) throws -> [String: View
        .State]
    {
        var states: [String: View.State] = [:]
        let ordered = entries.sorted { left, right in
            let order = (Self.order(left.event), Self.order(right.event))
            return order.0 == order.1 ? left.position < right.position : order.0 < order.1
        }
        for entry in ordered {
            if let effective {
                guard let time = entry.event.occurredAt.time, time.instant <= effective else { continue }
            }
            for row in View.rows.rows where row.kind == entry.event.kind {
                for key in Self.keys(of: entry.event, row.key) {
                    var state = states[key] ?? View.initial(key: key)
                    try row.step(&state, try EventView(position: entry.position, record: entry.record.rawSpan))
                    states[key] = state
                }
            }
        }
        return try states.mapValues { state in
            let decoded = try CBORDecoder().decode(View.State.self, from: try CBOREncoder().encode(state))
            return try Self.stored(decoded)
        }
    }

    /// A state as it comes back from its own form, when it has one.
    private static func stored<State>(_ state: State) throws -> State {
        func back<Coded: StateCoding>(_ state: Coded) throws -> Coded {
            var writer = CBORWriter()
            state.write(to: &writer)
            var reader = CBORReader(writer.bytes.rawSpan)
            let read = try Coded(reading: &reader)
            guard reader.isAtEnd else { throw CBORError(.trailingBytes, at: reader.offset) }
            return read
        }
        guard let coded = state as? any StateCoding, let found = try back(coded) as? State else { return state }
        return found
    }

    /// The same by key, sorted.
    package func pairs<View: Projection>(of view: View.Type, effective: Timestamp? = nil) throws -> [(
        key: String, state: View.State
    )] {
        try states(of: view, effective: effective).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func order(_ event: RecordedEvent) -> Int64 { event.occurredAt.time?.instant.nanoseconds ?? .min }

    private static func keys<State>(of event: RecordedEvent, _ key: ProjectionRows<State>.Key) -> [String] {
        switch key {
        case .stream: [event.stream.rawValue]
        case .tag(let name): event.tags.map(\.rawValue).filter { $0.hasPrefix(name + ":") }
        }
    }

    private static func new<Payload: Event>(_ event: Payload, _ provenance: Provenance) throws -> NewEvent {
        try NewEvent(event, provenance: provenance)
    }
}
