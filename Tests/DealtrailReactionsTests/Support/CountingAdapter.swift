import Dealtrail
import DealtrailReactions
import Synchronization

/// Keeps what it was given, and says what it is told to.
final class CountingAdapter: MessageAdapter {
    private let seen = Mutex<[OutboundMessage]>([])
    private let answer: @Sendable (OutboundMessage, Int) throws -> DeliveryOutcome

    /// - Parameter answer: Takes a message and its number among all attempts, from 0.
    init(_ answer: @escaping @Sendable (OutboundMessage, Int) throws -> DeliveryOutcome = { _, _ in
        .delivered(status: nil)
    }) {
        self.answer = answer
    }

    var messages: [OutboundMessage] { seen.withLock(\.self) }

    func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome {
        let number = seen.withLock { messages in
            messages.append(message)
            return messages.count - 1
        }
        return try answer(message, number)
    }
}
