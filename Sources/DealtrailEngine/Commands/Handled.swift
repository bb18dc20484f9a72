public import DealtrailModel

/// What became of a command; a refusal is a value, only faults are thrown.
public enum Handled: Hashable, Sendable {
    /// It was accepted, and events were recorded.
    case accepted(Accepted)
    /// It was accepted, but there was nothing to change; nothing was recorded.
    case unchanged
    /// A rule refused it, and the refusal was recorded.
    case refused(Refusal, Receipt)

    /// The receipt; `nil` when nothing was recorded.
    public var receipt: Receipt? {
        switch self {
        case .accepted(let accepted): accepted.receipt
        case .unchanged: nil
        case .refused(_, let receipt): receipt
        }
    }

    /// The refusal; `nil` when the command was accepted.
    public var refusal: Refusal? {
        if case .refused(let refusal, _) = self { refusal } else { nil }
    }
}

/// An accepted command: its receipt and what was recorded.
public struct Accepted: Hashable, Sendable {
    /// An event that was recorded.
    public struct Fact: Hashable, Sendable, Identifiable {
        /// The identifier of the event.
        public let id: EventID
        /// Its kind.
        public let kind: EventKind
        /// Its stream.
        public let stream: StreamName
        /// Its place in the log.
        public let position: UInt64
    }

    /// The receipt.
    public let receipt: Receipt
    /// The events, in order.
    public let events: [Fact]

    /// The position of the last event.
    public var position: UInt64 { receipt.position }
}
