public import DealtrailModel

/// One of those that a number counts, with the events behind it.
public struct ExplainedItem: Codable, Hashable, Sendable {
    /// What is counted, by its stream, such as `opportunity:O-204`.
    public let entity: StreamName
    /// How long it took, in days with one decimal, for numbers that are durations.
    public let days: ScaledDecimal?
    /// The events, in the order in which they happened.
    public let events: [EventReference]

    /// States an item.
    public init(entity: StreamName, days: ScaledDecimal? = nil, events: [EventReference]) {
        self.entity = entity
        self.days = days
        self.events = events
    }
}
