/// The proof of a durable append: it is given only after the commit is on disk.
public struct Receipt: Hashable, Sendable {
    /// The command that was appended.
    public let commandID: CommandID
    /// The positions of its events.
    public let positions: Range<UInt64>
    /// The identifiers of its events.
    public let eventIDs: [EventID]
    /// When the log recorded them.
    public let recordedAt: Timestamp
    /// Whether the command had been appended before, and this is the first receipt again.
    public let isReplay: Bool

    /// Creates a receipt.
    public init(
        commandID: CommandID, positions: Range<UInt64>, eventIDs: [EventID], recordedAt: Timestamp, isReplay: Bool
    ) {
        self.commandID = commandID
        self.positions = positions
        self.eventIDs = eventIDs
        self.recordedAt = recordedAt
        self.isReplay = isReplay
    }

    /// The position of the last event.
    ///
    /// An append has at least one event, so there always is one.
    public var position: UInt64 { positions.upperBound - 1 }
}
