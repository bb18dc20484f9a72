public import DealtrailModel

/// Something that happened, as far as a rule looks at it.
public struct Occurrence: Hashable, Sendable {
    /// The kind of its event.
    public let kind: EventKind
    /// Its event.
    public let id: EventID
    /// When it happened.
    public let at: Timestamp
    /// Whether the event names a document that shows it (``EvidencedEvent``).
    public let isEvidenced: Bool
    /// The time that it states, such as the day on which an instalment is due; `nil` when it states none.
    public let stated: Timestamp?

    /// Creates an occurrence.
    public init(
        _ kind: EventKind, id: EventID, at: Timestamp, isEvidenced: Bool = false, stated: Timestamp? = nil
    ) {
        self.kind = kind
        self.id = id
        self.at = at
        self.isEvidenced = isEvidenced
        self.stated = stated
    }
}
