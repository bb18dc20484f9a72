/// An event that a decision proposes.
public struct ProposedEvent: Sendable {
    /// The event.
    public let event: any Event
    /// What causes it; `nil` for the cause of the command.
    public let cause: NewEvent.Cause?

    /// Proposes an event.
    public init(_ event: any Event, cause: NewEvent.Cause? = nil) {
        self.event = event
        self.cause = cause
    }
}
