public import DealtrailModel

/// Authority that somebody handed to another.
public struct Delegation: Hashable, Sendable {
    /// Whose authority it is.
    public let from: ActorID
    /// Who acts for him.
    public let to: ActorID
    /// Up to which amount; `nil` for as far as the rules go.
    public let limit: Money?
    /// From when on, inclusive.
    public let validFrom: Timestamp
    /// Until when, exclusive; a revocation ends it earlier.
    public let validUntil: Timestamp
    /// The event that handed it over.
    public let event: EventID

    /// Creates a delegation.
    public init(
        from: ActorID, to: ActorID, limit: Money? = nil, validFrom: Timestamp, validUntil: Timestamp, event: EventID
    ) {
        self.from = from
        self.to = to
        self.limit = limit
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.event = event
    }
}
