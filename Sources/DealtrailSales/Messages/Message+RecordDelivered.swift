public import DealtrailModel

extension Message {
    /// Records that a receiver has taken a message (`docs/reactions.md`).
    public struct RecordDelivered: Command {
        /// What is recorded.
        public let delivered: MessageDelivered

        /// `message.record-delivered`.
        public static let kind: EventKind = "message.record-delivered"
        /// The reaction's.
        public var subject: StreamName { delivered.stream }
        /// The reaction, the key and the endpoint.
        public var tags: [Tag] { delivered.tags }
        /// What became of the message.
        public var scope: Query { MessageDecider.scope(delivered.key) }

        /// Once for each key: a second delivery is no event.
        public func decide(_ state: MessageState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            state.isDone ? [] : [ProposedEvent(delivered)]
        }

        package enum CodingKeys: Int, CodingKey {
            case delivered = 1
        }

        /// Decisions rest on what became of the message.
        public typealias Decider = MessageDecider
    }

    /// Records that a receiver has taken a message (`docs/reactions.md`).
    public static func record(_ delivered: MessageDelivered) -> RecordDelivered { RecordDelivered(delivered: delivered) }
}
