public import DealtrailModel

extension AuthorKey {
    /// Takes a key out of force; what it has signed before stays signed (`docs/proof.md`, "Author signatures").
    public struct Revoke: Command {
        /// Whose key it is.
        public let author: ActorID
        /// The Ed25519 public key, so that a rotation meanwhile is not undone.
        public let key: AuthorPublicKey
        /// Why.
        public let reason: String

        /// `author-key.revoke`.
        public static let kind: EventKind = "author-key.revoke"
        /// The author's.
        public var subject: StreamName { .author(author) }
        /// The author and the key.
        public var tags: [Tag] { [.author(author), .authorKey(key)] }
        /// The events about the author's keys, and about this one.
        public var scope: Query { AuthorKeyDecider.scope(author, key) }

        /// Refuses the key of somebody else, a key that is not the author's, and a missing reason.
        ///
        /// A key that is out of force already is left as it is.
        public func decide(
            _ state: AuthorKeyState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try state.requireAuthority(over: author, context, policy)
            try policy.requireReason(reason, rule: "author-key.reason-required", of: author)
            let keys = state[author]
            guard keys.inForce == key else {
                guard keys.retired.contains(key) else {
                    throw policy.refusal(
                        "author-key.unknown", "this is no key of \(author)", ["author": author, "key": key])
                }
                return []
            }
            return [ProposedEvent(AuthorKeyRevoked(author: author, key: key, reason: reason))]
        }

        package enum CodingKeys: Int, CodingKey {
            case author = 1
            case key = 2
            case reason = 3
        }

        /// Decisions rest on the author's keys.
        public typealias Decider = AuthorKeyDecider
    }

    /// Takes a key out of force.
    public static func revoke(_ key: AuthorPublicKey, of author: ActorID, reason: String) -> Revoke {
        Revoke(author: author, key: key, reason: reason)
    }
}
