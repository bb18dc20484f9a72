public import DealtrailModel

extension Outbox {
    /// Makes a directory the one that delivers (`docs/reactions.md`, "Backups and copies").
    public struct Claim: Command {
        /// The directory's own identifier: 32 hexadecimal digits.
        public let instance: String
        /// What is owed for events before this position becomes dead letters; `nil` where everything is known.
        public let resumeFrom: UInt64?

        /// `outbox.claim`.
        public static let kind: EventKind = "outbox.claim"
        /// The outbox's.
        public var subject: StreamName { .outbox }
        /// The outbox.
        public var tags: [Tag] { [.outbox] }
        /// The claims before.
        public var scope: Query { Query(items: [Query.Item(kinds: [OutboxClaimed.kind], tags: [.outbox])]) }

        /// Refuses a claim after another that does not say from where on to deliver.
        public func decide(_ state: ReactionState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            guard !state.isClaimed || resumeFrom != nil else {
                throw try context.salesPolicy().refusal(
                    "outbox.claimed", "another directory delivers; say from which position on this one may",
                    ["instance": instance])
            }
            return [ProposedEvent(OutboxClaimed(instance: instance, resumeFrom: resumeFrom))]
        }

        package enum CodingKeys: Int, CodingKey {
            case instance = 1
            case resumeFrom = 2
        }

        /// Decisions rest on the claims before.
        public typealias Decider = ReactionDecider
    }

    /// Makes a directory the one that delivers.
    public static func claim(_ instance: String, resumeFrom: UInt64? = nil) -> Claim {
        Claim(instance: instance, resumeFrom: resumeFrom)
    }
}
