public import DealtrailModel
import DealtrailSales

/// The events of one opportunity, by what they did: the same walk as the view's, which keeps no events.
public struct OpportunityHistory: Sendable {
    private var created: RecordedEvent?
    private var entries: [RecordedEvent] = []
    private var ends: [RecordedEvent?] = []
    private var outcome: RecordedEvent?
    private var reopening: RecordedEvent?

    /// Takes the events of the opportunity's stream that count at the point of the report, in any order.
    ///
    /// - Throws: `EventError` when an event does not read.
    /// - Complexity: O(n log n).
    public init(_ events: some Sequence<RecordedEvent>) throws(EventError) {
        for event in events.sorted(by: { FoldOrder($0) < FoldOrder($1) }) {
            switch event.kind {
            case OpportunityCreated.kind: created = event
            case OpportunityStageEntered.kind:
                if !(try event.decode(OpportunityStageEntered.self).stage.rawValue.isEmpty) { enter(event) }
            case OpportunityWon.kind, OpportunityLost.kind:
                leave(event)
                outcome = event
            case OpportunityReopened.kind:
                outcome = nil
                reopening = event
                if let stage = try event.decode(OpportunityReopened.self).stage, !stage.rawValue.isEmpty {
                    enter(event)
                }
            default: break
            }
        }
    }

    /// The events that numbers rest on, in the order in which they happened, each once.
    func events(_ evidence: [FunnelEvidence]) -> [EventReference] {
        var found: [UInt64: RecordedEvent] = [:]
        for part in evidence {
            if let event = event(part) { found[event.position] = event }
        }
        return found.values.sorted { FoldOrder($0) < FoldOrder($1) }.map(EventReference.init)
    }

    private func event(_ part: FunnelEvidence) -> RecordedEvent? {
        switch part {
        case .created: created
        case .entry(let visit): entries.indices.contains(visit) ? entries[visit] : nil
        case .end(let visit): ends.indices.contains(visit) ? ends[visit] : nil
        case .outcome: outcome
        case .reopening: reopening
        }
    }

    private mutating func enter(_ event: RecordedEvent) {
        leave(event)
        entries.append(event)
        // A stage that is entered after the end begins and ends with the same event.
        ends.append(outcome == nil ? nil : event)
    }

    private mutating func leave(_ event: RecordedEvent) {
        guard let last = ends.indices.last, ends[last] == nil else { return }
        ends[last] = event
    }
}
