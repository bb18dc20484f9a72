/// What became of an attempt.
public enum DeliveryOutcome: Hashable, Sendable {
    /// The receiver has taken it; with what an HTTP receiver answered.
    case delivered(status: Int?)
    /// It has not.
    case failed(DeliveryFailure)
}

/// Why a receiver has not taken a message.
public struct DeliveryFailure: Hashable, Sendable {
    /// Why, in words that are recorded: without the address, and without what the receiver wrote.
    public let reason: String
    /// What an HTTP receiver answered.
    public let status: Int?
    /// Whether trying again is of no use.
    public let isPermanent: Bool
    /// How long the receiver asks to wait.
    public let retryAfter: Duration?

    /// Creates a failure.
    public init(_ reason: String, status: Int? = nil, isPermanent: Bool = false, retryAfter: Duration? = nil) {
        self.reason = reason
        self.status = status
        self.isPermanent = isPermanent
        self.retryAfter = retryAfter
    }
}
