public import DealtrailModel

extension Reaction {
    /// Records that a command of a reaction was decided (`docs/reactions.md`).
    public struct RecordApplied: Command {
        /// What is recorded.
        public let applied: ReactionApplied

        /// `reaction.record-applied`.
        public static let kind: EventKind = "reaction.record-applied"
        /// The reaction's.
        public var subject: StreamName { applied.stream }
        /// The reaction and the key.
        public var tags: [Tag] { applied.tags }
        /// What became of it.
        public var scope: Query { MessageDecider.scope(applied.key) }

        /// Once for each key: what is recorded already is left as it is.
        public func decide(_ state: MessageState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            state.isDone ? [] : [ProposedEvent(applied)]
        }

        package enum CodingKeys: Int, CodingKey {
            case applied = 1
        }

        /// Decisions rest on what became of it.
        public typealias Decider = MessageDecider
    }

    /// Records that a command of a reaction was decided.
    public static func record(_ applied: ReactionApplied) -> RecordApplied { RecordApplied(applied: applied) }
}
