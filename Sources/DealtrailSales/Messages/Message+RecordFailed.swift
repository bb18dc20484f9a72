public import DealtrailModel

extension Message {
    /// Records that an attempt failed, and when the next is due (`docs/reactions.md`).
    public struct RecordFailed: Command {
        /// What is recorded.
        public let failed: MessageFailed

        /// `message.record-failed`.
        public static let kind: EventKind = "message.record-failed"
        /// The reaction's.
        public var subject: StreamName { failed.stream }
        /// The reaction, the key and the endpoint.
        public var tags: [Tag] { failed.tags }
        /// What became of the message.
        public var scope: Query { MessageDecider.scope(failed.key) }

        /// Not for a message that is delivered or dead, and once for each attempt.
        public func decide(_ state: MessageState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            state.isDone || state.isDead || failed.attempt <= state.attempts ? [] : [ProposedEvent(failed)]
        }

        package enum CodingKeys: Int, CodingKey {
            case failed = 1
        }

        /// Decisions rest on what became of the message.
        public typealias Decider = MessageDecider
    }

    /// Records that an attempt failed, and when the next is due (`docs/reactions.md`).
    public static func record(_ failed: MessageFailed) -> RecordFailed { RecordFailed(failed: failed) }
}
