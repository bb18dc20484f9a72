public import DealtrailModel

/// Somebody looked at the clock, and deadlines had fallen due (DESIGN section 6).
///
/// A tick decides nothing: what is due follows from the log and the time. It only tells when it was noticed. One that finds
/// nothing new is not recorded.
public struct ClockTicked: Event {
    /// `clock.ticked`.
    public static let kind: EventKind = "clock.ticked"

    /// The time that was looked at.
    public let at: Timestamp
    /// How many alerts were raised.
    public let raised: Int
    /// How many rungs were climbed.
    public let escalated: Int
    /// How many alerts were resolved.
    public let resolved: Int

    /// Creates the event.
    public init(at: Timestamp, raised: Int, escalated: Int, resolved: Int) {
        self.at = at
        self.raised = raised
        self.escalated = escalated
        self.resolved = resolved
    }

    /// That of the clock.
    public var stream: StreamName { .clock }
    /// The clock.
    public var tags: [Tag] { [.clock] }

    package enum CodingKeys: Int, CodingKey {
        case at = 1
        case raised = 2
        case escalated = 3
        case resolved = 4
    }
}
