import DealtrailEngine
import DealtrailModel

/// The plain definition that every answer of the engine is compared with: filter, sort stably, fold.
struct NaiveFold<View: Projection> {
    var states: [String: View.State] = [:]
    var undated = 0

    init(_ view: View.Type, _ log: TestLog, asOf: AsOf = .head, skipping skipped: Set<UInt64> = []) throws {
        var histories: [String: [(occurred: Int64, position: Int, row: Int)]] = [:]
        let events = log.events
        let records = log.records
        // On one key, the row of the stream comes before those of tags, and those by name.
        let rows = View.rows.rows.enumerated().sorted { left, right in
            switch (left.element.key, right.element.key) {
            case (.stream, .stream): left.offset < right.offset
            case (.stream, .tag): true
            case (.tag, .stream): false
            case (.tag(let one), .tag(let other)): one == other ? left.offset < right.offset : one < other
            }
        }
        for event in events where Self.isKnown(event, asOf) && !skipped.contains(event.position) {
            var isUndated = false
            for (index, row) in rows where row.kind == event.kind {
                let keys: [String] =
                    switch row.key {
                    case .stream: [event.stream.rawValue]
                    case .tag(let name): event.tags.map(\.rawValue).filter { $0.hasPrefix(name + ":") }
                    }
                for key in keys {
                    let time = event.occurredAt.time?.instant.nanoseconds
                    if let effective = asOf.effective {
                        guard let time else {
                            isUndated = true
                            continue
                        }
                        if time > effective.nanoseconds { continue }
                    }
                    histories[key, default: []].append((time ?? .min, Int(event.position), index))
                }
            }
            if isUndated { undated += 1 }
        }
        for (key, history) in histories {
            var state = View.initial(key: key)
            let sorted = history.enumerated().sorted {
                ($0.element.occurred, $0.element.position, $0.offset) < (
                    $1.element.occurred, $1.element.position, $1.offset
                )
            }
            for (_, item) in sorted {
                let record = records[item.position]
                let view = try EventView(position: UInt64(item.position), record: record.rawSpan)
                try View.rows.rows[item.row].step(&state, view)
            }
            states[key] = state
        }
    }

    private static func isKnown(_ event: RecordedEvent, _ asOf: AsOf) -> Bool {
        switch asOf.known {
        case .position(let position): event.position <= position
        case .recorded(let instant): event.recordedAt <= instant
        case nil: true
        }
    }
}
