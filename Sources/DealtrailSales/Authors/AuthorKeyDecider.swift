public import DealtrailModel

/// What is known of the keys of authors when something about them is decided.
public struct AuthorKeyState: Sendable {
    private var keys: [ActorID: AuthorKeys] = [:]
    private var owners: [AuthorPublicKey: ActorID] = [:]

    subscript(author: ActorID) -> AuthorKeys { keys[author] ?? AuthorKeys() }

    /// Whose key it is or was.
    func owner(of key: AuthorPublicKey) -> ActorID? { owners[key] }

    mutating func use(_ key: AuthorPublicKey, by author: ActorID) {
        keys[author, default: AuthorKeys()].use(key)
        owners[key] = author
    }

    mutating func revoke(by author: ActorID) {
        keys[author]?.revoke()
    }

    /// Checks that the one who asks may change the keys of an author.
    ///
    /// - Throws: ``Refusal`` (`author-key.not-yours`).
    func requireAuthority(
        over author: ActorID, _ context: DecisionContext, _ policy: SalesPolicy
    ) throws(Refusal) {
        try policy.requireNames(author)
        let asking = context.author
        let isRegistrar = asking.kind == .service || policy.signatures?.registrars.contains(asking.id) == true
        guard asking.kind != .claimed, asking.id == author || isRegistrar else {
            throw policy.refusal(
                "author-key.not-yours",
                "authors look after their own keys; for somebody else a service does, or a registrar of the policy",
                ["author": author, "asked by": asking.id])
        }
    }

    /// Checks that nobody has used a key yet, so that no signature stands for two.
    ///
    /// - Throws: ``Refusal`` (`author-key.used`).
    func requireUnused(_ key: AuthorPublicKey, _ policy: SalesPolicy) throws(Refusal) {
        guard let owner = owner(of: key) else { return }
        throw policy.refusal(
            "author-key.used", "this key is or was that of \(owner); make a new one", ["key": key, "author": owner])
    }

    /// The key in force.
    ///
    /// - Throws: ``Refusal`` (`author-key.none`).
    func requireKey(of author: ActorID, _ policy: SalesPolicy) throws(Refusal) -> AuthorPublicKey {
        guard let key = self[author].inForce else {
            throw policy.refusal("author-key.none", "\(author) has no key in force", ["author": author])
        }
        return key
    }
}

/// Folds what decisions about the keys of authors rest on.
public enum AuthorKeyDecider: Decider {
    /// No key yet.
    public static let initial = AuthorKeyState()
    /// Registration, rotation and revocation.
    public static let fold = Fold<AuthorKeyState> {
        On(AuthorKeyRegistered.self) { state, event in state.use(event.key, by: event.author) }
        On(AuthorKeyRotated.self) { state, event in state.use(event.key, by: event.author) }
        On(AuthorKeyRevoked.self) { state, event in state.revoke(by: event.author) }
    }

    /// The same for the keys of one author, from the events of ``scope(of:)``.
    public static let keys = Fold<AuthorKeys> {
        On(AuthorKeyRegistered.self) { keys, event in keys.use(event.key) }
        On(AuthorKeyRotated.self) { keys, event in keys.use(event.key) }
        On(AuthorKeyRevoked.self) { keys, _ in keys.revoke() }
    }

    /// The events that say which key of an author is in force.
    public static func scope(of author: ActorID) -> Query {
        Query(items: [Query.Item(kinds: keys.kinds, tags: [.author(author)])])
    }

    /// The events about an author's keys, and about a key whoever has it.
    static func scope(_ author: ActorID, _ key: AuthorPublicKey) -> Query {
        scope(of: author).or(Query(items: [Query.Item(kinds: fold.kinds, tags: [.authorKey(key)])]))
    }
}
