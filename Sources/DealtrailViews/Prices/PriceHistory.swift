public import DealtrailModel
import DealtrailSales

/// Who changed the price: every edit of prices, in the order in which they happened (`docs/features.md` row 1).
///
/// A line that was removed and added again with the same product is one edit, the price change that it is, with both
/// events. A discount is one edit for each line whose price it changed. Nothing is merged: an edit that was taken back a
/// second later is there, twice.
public struct PriceHistory: Codable, Hashable, Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The edits by (occurred, position), unknown times first.
    public let edits: [PriceEdit]

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case edits
    }

    /// Reads the history out of whole events.
    ///
    /// - Parameters:
    ///   - events: The events of the quotes and price lists, whole streams, in any order; others are passed over.
    ///   - approvals: The events of the quotes' approvals, whole streams, in any order; may lie among `events` instead.
    ///   - stamp: What the answer is for.
    ///   - cause: The event with an identifier that an edit names as its cause; see ``causes(of:)``.
    ///   - rulesVersion: The version of the rules with a digest.
    /// - Throws: `EventError` when an event does not read.
    /// - Complexity: O(n log n), and with approvals O(lines) for each edit.
    public init(
        events: [RecordedEvent], approvals: [RecordedEvent] = [], stamp: AnswerStamp,
        cause: @escaping (EventID) -> RecordedEvent? = { _ in nil },
        rulesVersion: @escaping (ContentDigest) -> String? = { _ in nil }
    ) throws(EventError) {
        let granted = try ApprovalIndex(events + approvals)
        var edits: [(order: FoldOrder, edit: PriceEdit)] = []
        let streams = Dictionary(grouping: events, by: \.stream)
        for stream in streams.keys.sorted() {
            let ordered = (streams[stream] ?? []).sorted { FoldOrder($0) < FoldOrder($1) }
            var walk = PriceWalk(approvals: granted, cause: cause, rulesVersion: rulesVersion)
            for event in ordered { try walk.take(event) }
            edits += walk.edits
        }
        self.init(stamp: stamp, edits: edits.sorted { $0.order < $1.order }.map(\.edit))
    }

    init(stamp: AnswerStamp, edits: [PriceEdit]) {
        self.stamp = stamp
        self.edits = edits
    }

    /// The identifiers that these events name as their causes, each once, sorted: what to have at hand beforehand.
    public static func causes(of events: some Sequence<RecordedEvent>) -> [EventID] {
        Set(events.compactMap(\.causation)).sorted()
    }

    /// The same history with the edits that fit.
    public func filtered(_ filter: PriceEditFilter) -> PriceHistory {
        PriceHistory(stamp: stamp, edits: edits.filter(filter.matches))
    }
}
