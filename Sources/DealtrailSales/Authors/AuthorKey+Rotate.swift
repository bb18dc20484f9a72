public import DealtrailModel

extension AuthorKey {
    /// Replaces the key of an author by another (`docs/proof.md`, "Author signatures").
    public struct Rotate: Command {
        /// Whose key it is.
        public let author: ActorID
        /// The Ed25519 public key from here on.
        public let key: AuthorPublicKey
        /// Why, when something is said.
        public let reason: String?

        /// `author-key.rotate`.
        public static let kind: EventKind = "author-key.rotate"
        /// The author's.
        public var subject: StreamName { .author(author) }
        /// The author and the key.
        public var tags: [Tag] { [.author(author), .authorKey(key)] }
        /// The events about the author's keys, and about this one.
        public var scope: Query { AuthorKeyDecider.scope(author, key) }

        /// Refuses a key for somebody else, an author without a key, and a key that was used before.
        public func decide(
            _ state: AuthorKeyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try state.requireAuthority(over: author, context, policy)
            let previous = try state.requireKey(of: author, policy)
            guard previous != key else { return [] }
            try state.requireUnused(key, policy)
            return [
                ProposedEvent(AuthorKeyRotated(author: author, key: key, previous: previous, reason: reason))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case author = 1
            case key = 2
            case reason = 3
        }

        /// Decisions rest on the author's keys.
        public typealias Decider = AuthorKeyDecider
    }

    /// Replaces the key of an author by another.
    public static func rotate(to key: AuthorPublicKey, of author: ActorID, reason: String? = nil) -> Rotate {
        Rotate(author: author, key: key, reason: reason)
    }
}
