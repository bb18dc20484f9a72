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
    /// - Throws: `CBORError` when the canonical event does not begin with an identifier.
    init(_ event: borrowing EventView) throws {
        self.init(position: event.position, id: try event.identifier, occurredAt: event.occurredAt)
    }

    enum CodingKeys: Int, CodingKey {
        case position = 1
        case id = 2
        case occurredAt = 3
    }
}

extension EventView {
    /// The identifier: the first field of the canonical event.
    ///
    /// - Throws: `CBORError` when it is not there.
    var identifier: EventID {
        get throws {
            var reader = CBORReader(canonical)
            guard try reader.readMapHead() > 0, try reader.readUnsigned() == 1 else {
                throw CBORError(.missingField, at: 0, "an event begins with its identifier")
            }
            let bytes = try reader.readByteString()
            guard bytes.byteCount == 16 else {
                throw CBORError(.outOfRange, at: reader.offset, "an identifier has 16 bytes")
            }
            let high: UInt64 = bytes.integer(at: 0)
            let low: UInt64 = bytes.integer(at: 8)
            return EventID(high: high.byteSwapped, low: low.byteSwapped)
        }
    }
}
