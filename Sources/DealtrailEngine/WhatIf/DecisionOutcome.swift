public import DealtrailModel

/// What a command leads to, without what only an append gives: positions, identifiers, times of recording.
public enum DecisionOutcome: Hashable, Sendable {
    /// An event that follows.
    public struct Fact: Hashable, Sendable {
        /// Its kind.
        public let kind: EventKind
        /// Its stream.
        public let stream: StreamName
        /// Its payload, as canonical CBOR.
        public let payload: [UInt8]
    }

    /// It is accepted; these events follow.
    case accepted([Fact])
    /// It is accepted, and there is nothing to change.
    case unchanged
    /// A rule refuses it.
    case refused(Refusal)

    /// The refusal; `nil` when it is accepted.
    public var refusal: Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    init(_ events: [NewEvent], _ refusal: Refusal?) {
        if let refusal {
            self = .refused(refusal)
        } else if events.isEmpty {
            self = .unchanged
        } else {
            self = .accepted(events.map { Fact(kind: $0.kind, stream: $0.stream, payload: $0.payload) })
        }
    }

    /// What was recorded.
    ///
    /// - Throws: `EventError` when a refusal does not read.
    package init(recorded events: [RecordedEvent]) throws(EventError) {
        if let first = events.first, first.kind == CommandRefused.kind {
            self = .refused(try first.decode(CommandRefused.self).refusal)
        } else {
            self = .accepted(events.map { Fact(kind: $0.kind, stream: $0.stream, payload: $0.payload) })
        }
    }
}
