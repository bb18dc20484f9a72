public import DealtrailModel

extension Message {
    /// Sends a dead letter again (`docs/features.md` row 28).
    public struct Resend: Command {
        /// The key.
        public let key: MessageKey
        /// The reaction that asked for it.
        public let reaction: ReactionName
        /// Why, when something is said.
        public let reason: String?

        /// `message.resend`.
        public static let kind: EventKind = "message.resend"
        /// The reaction's.
        public var subject: StreamName { .reaction(reaction) }
        /// The reaction and the key.
        public var tags: [Tag] { [.reaction(reaction), .message(key)] }
        /// What became of the message, and whether its reaction is enabled.
        public var scope: Query { MessageDecider.scope(key).or(ReactionDecider.scope(reaction)) }

        /// Refuses what is no dead letter, what is delivered, and a message of a reaction that is not enabled.
        public func decide(_ state: MessageState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            guard !state.isDone else {
                throw policy.refusal("message.delivered", "\(key) was delivered", ["message": key])
            }
            guard state.isDead else {
                throw policy.refusal(
                    "message.not-dead", "\(key) is no dead letter; `dealtrail outbox list --dead` shows them",
                    ["message": key])
            }
            try state.reaction.requireEnabled(reaction, policy)
            return [ProposedEvent(MessageResent(key: key, reaction: reaction, reason: reason))]
        }

        package enum CodingKeys: Int, CodingKey {
            case key = 1
            case reaction = 2
            case reason = 3
        }

        /// Decisions rest on what became of the message.
        public typealias Decider = MessageDecider
    }

    /// Sends a dead letter again.
    public static func resend(_ key: MessageKey, of reaction: ReactionName, reason: String? = nil) -> Resend {
        Resend(key: key, reaction: reaction, reason: reason)
    }
}
