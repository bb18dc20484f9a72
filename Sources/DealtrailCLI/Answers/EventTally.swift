import Dealtrail
import DealtrailReports

/// How many events there are of each kind, by each author and so on.
struct EventTally: Report {
    static let reportName = "event-count"

    let dimension: LogCommand.Dimension
    var stamp: AnswerStamp
    private var counts: [String: UInt64] = [:]

    init(dimension: LogCommand.Dimension, stamp: AnswerStamp) {
        self.dimension = dimension
        self.stamp = stamp
    }

    mutating func take(_ event: RecordedEvent) {
        let name =
            switch dimension {
            case .kind: event.kind.rawValue
            case .author: event.author.id.rawValue
            case .stream: event.stream.rawValue
            case .channel: event.author.channel.rawValue
            case .day: ZonedTime(event.recordedAt).date.description
            }
        counts[name, default: 0] += 1
    }

    /// The most frequent first, then by name; days in their order.
    private var rows: [(name: String, count: UInt64)] {
        counts.sorted { left, right in
            if dimension != .day, left.value != right.value { return left.value > right.value }
            return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }.map { ($0.key, $0.value) }
    }

    var total: UInt64 { counts.values.reduce(0, +) }
    var answersFor: AnswerStamp { stamp }

    var document: ReportDocument {
        ReportDocument(
            "Events by \(dimension.rawValue)", facts: [.init("Events", String(total))],
            sections: [
                .init(
                    "",
                    table: ReportTable(
                        [.words(dimension.title), .numbers("Events")],
                        rows.map { .init([$0.name, String($0.count)]) }))
            ])
    }

    private enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case by
        case events
        case counts
    }

    private struct Count: Encodable {
        let name: String
        let events: UInt64
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(stamp, forKey: .stamp)
        try container.encode(dimension.rawValue, forKey: .by)
        try container.encode(total, forKey: .events)
        try container.encode(rows.map { Count(name: $0.name, events: $0.count) }, forKey: .counts)
    }
}
