/// Takes messages out of the process. Only an ``OutboxRunner`` holds one.
public protocol MessageAdapter: Sendable {
    /// Delivers a message, and returns when the receiver has it or has not.
    ///
    /// - Throws: `CancellationError` when the task was cancelled before that is known; anything else is a failure that is
    ///   tried again.
    func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome
}
