public import DealtrailModel

extension AuthorKey {
    /// Registers the key with which an author signs from here on (`docs/proof.md`, "Author signatures").
    public struct Register: Command {
        /// Whose key it is.
        public let author: ActorID
        /// The Ed25519 public key.
        public let key: AuthorPublicKey

        /// `author-key.register`.
        public static let kind: EventKind = "author-key.register"
        /// The author's.
        public var subject: StreamName { .author(author) }
        /// The author and the key.
        public var tags: [Tag] { [.author(author), .authorKey(key)] }
        /// The events about the author's keys, and about this one.
        public var scope: Query { AuthorKeyDecider.scope(author, key) }

        /// Refuses a key for somebody else, a second one beside the one in force, and one that was used before.
        public func decide(
            _ state: AuthorKeyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try state.requireAuthority(over: author, context, policy)
            if let inForce = state[author].inForce {
                guard inForce != key else { return [] }
                throw policy.refusal(
                    "author-key.exists", "\(author) has a key in force; rotate it, or revoke it first",
                    ["author": author, "in force": inForce])
            }
            try state.requireUnused(key, policy)
            return [ProposedEvent(AuthorKeyRegistered(author: author, key: key))]
        }

        package enum CodingKeys: Int, CodingKey {
            case author = 1
            case key = 2
        }

        /// Decisions rest on the author's keys.
        public typealias Decider = AuthorKeyDecider
    }

    /// Registers the key with which an author signs from here on.
    public static func register(_ key: AuthorPublicKey, of author: ActorID) -> Register {
        Register(author: author, key: key)
    }
}
