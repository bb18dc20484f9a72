public import DealtrailModel

/// What a tick recorded.
public struct TickOutcome: Hashable, Sendable {
    /// The time that it looked at.
    public let at: Timestamp
    /// How many alerts it raised.
    public internal(set) var raised = 0
    /// How many rungs were climbed.
    public internal(set) var escalated = 0
    /// How many alerts it resolved.
    public internal(set) var resolved = 0
    /// The position of the last event that it recorded; `nil` when there was nothing to record.
    public internal(set) var position: UInt64?

    init(at: Timestamp) { self.at = at }
}

/// Why there was no tick.
public enum TickError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The time has not come.
    case future(Timestamp, now: Timestamp)
    /// Events about the same subjects came in between each time.
    case busy(attempts: Int)

    /// One line.
    public var description: String {
        switch self {
        case .future(let time, let now): "a tick at \(time) is not yet: it is \(now); ask what will be due instead"
        case .busy(let attempts):
            "events about what is due came in between \(attempts) times; tick again, nothing was left half done"
        }
    }
}
