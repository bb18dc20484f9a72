public import DealtrailModel

extension Reaction {
    /// Lets a reaction work (`docs/reactions.md`).
    public struct Enable: Command {
        /// The reaction.
        public let reaction: ReactionName
        /// The version.
        public let version: String
        /// The SHA-256 of its definition, whose text lies in the blobs; `nil` for one that is code.
        public let definition: ContentDigest?
        /// From which position on; `nil` from now on.
        public let from: UInt64?

        /// `reaction.enable`.
        public static let kind: EventKind = "reaction.enable"
        /// The reaction's.
        public var subject: StreamName { .reaction(reaction) }
        /// The reaction.
        public var tags: [Tag] { [.reaction(reaction)] }
        /// The reaction's events, and who delivers.
        public var scope: Query { ReactionDecider.scope(reaction) }

        /// Refuses what is enabled already, a version that was another before, and an outbox that no directory has claimed.
        ///
        /// Another version takes the place of the one that is enabled; what that one still owes stays owed.
        public func decide(_ state: ReactionState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(reaction, ReactionName(version))
            guard state.isClaimed else {
                throw policy.refusal(
                    "outbox.unclaimed", "no directory delivers yet; claim the outbox first", ["reaction": reaction])
            }
            guard state.enabled != version else {
                throw policy.refusal(
                    "reaction.enabled", "\(reaction) is enabled already in version \(version)",
                    ["reaction": reaction, "version": version])
            }
            if let known = state.definitions[version], known != definition {
                throw policy.refusal(
                    "reaction.version-reused", "version \(version) of \(reaction) was another; give the new one its own",
                    ["reaction": reaction, "version": version])
            }
            return [
                ProposedEvent(
                    ReactionEnabled(reaction: reaction, version: version, definition: definition, from: from))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case reaction = 1
            case version = 2
            case definition = 3
            case from = 4
        }

        /// Decisions rest on the reaction.
        public typealias Decider = ReactionDecider
    }

    /// Lets a reaction work, from now on or from a position on.
    public static func enable(
        _ reaction: ReactionName, version: String, definition: ContentDigest? = nil, from: UInt64? = nil
    ) -> Enable {
        Enable(reaction: reaction, version: version, definition: definition, from: from)
    }
}
