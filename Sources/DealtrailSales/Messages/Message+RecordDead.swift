public import DealtrailModel

extension Message {
    /// Records that something is not tried any more (`docs/reactions.md`).
    public struct RecordDead: Command {
        /// What is recorded.
        public let dead: MessageDeadLettered

        /// `message.record-dead`.
        public static let kind: EventKind = "message.record-dead"
        /// The reaction's.
        public var subject: StreamName { dead.stream }
        /// The reaction, the key and the endpoint.
        public var tags: [Tag] { dead.tags }
        /// What became of the message.
        public var scope: Query { MessageDecider.scope(dead.key) }

        /// Not for what is done or dead already.
        public func decide(_ state: MessageState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            state.isDone || state.isDead ? [] : [ProposedEvent(dead)]
        }

        package enum CodingKeys: Int, CodingKey {
            case dead = 1
        }

        /// Decisions rest on what became of the message.
        public typealias Decider = MessageDecider
    }

    /// Records that something is not tried any more (`docs/reactions.md`).
    public static func record(_ dead: MessageDeadLettered) -> RecordDead { RecordDead(dead: dead) }
}
