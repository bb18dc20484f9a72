public import DealtrailModel

/// Which event it was, and when.
public struct EventMark: Codable, Hashable, Sendable {
    /// The place in the log.
    public let position: UInt64
    /// The identifier.
    public let id: EventID
    /// When it happened; `nil` when nobody recorded it.
    public let occurredAt: Timestamp?

    /// Creates a mark.
    public init(position: UInt64, id: EventID, occurredAt: Timestamp?) {
        self.position = position
        self.id = id
        self.occurredAt = occurredAt
    }

    /// The mark of a stored event.
    ///
    /// - Throws: `EventError` (`corrupted`) when the canonical event does not begin with an identifier.
    init(_ event: borrowing EventView) throws {
        self.init(position: event.position, id: try event.id, occurredAt: event.occurredAt)
    }

    enum CodingKeys: Int, CodingKey {
        case position = 1
        case id = 2
        case occurredAt = 3
    }
}
