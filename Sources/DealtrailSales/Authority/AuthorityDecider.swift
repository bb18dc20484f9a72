public import DealtrailModel

/// What is known of authority that was handed over.
public struct AuthorityState: Sendable {
    var delegated: [DelegationID: AuthorityDelegated] = [:]
    var revoked: Set<DelegationID> = []
    /// In the order of the log; a revocation ends one where it was recorded.
    private(set) var delegations: [Delegation] = []
    private var places: [DelegationID: Int] = [:]

    mutating func note(_ event: AuthorityDelegated, _ id: EventID) {
        // What an import states twice counts once.
        guard delegated[event.delegation] == nil else { return }
        delegated[event.delegation] = event
        places[event.delegation] = delegations.count
        delegations.append(
            Delegation(
                from: event.from, to: event.to, limit: event.limit, validFrom: event.validFrom,
                validUntil: event.validUntil, event: id))
    }

    mutating func note(_ event: AuthorityRevoked, at time: Timestamp) {
        guard let place = places[event.delegation], revoked.insert(event.delegation).inserted else { return }
        let known = delegations[place]
        delegations[place] = Delegation(
            from: known.from, to: known.to, limit: known.limit, validFrom: known.validFrom,
            validUntil: min(known.validUntil, time), event: known.event)
    }
}

/// Folds which authority was handed to whom.
public enum AuthorityDecider: Decider {
    /// None yet.
    public static let initial = AuthorityState()
    /// What was handed over and taken back.
    public static let fold = Fold<AuthorityState> {
        On(AuthorityDelegated.self) { state, event, view in state.note(event, try view.id) }
        On(AuthorityRevoked.self) { state, event, view in state.note(event, at: view.recordedAt) }
    }

    /// One delegation.
    static func scope(_ delegation: DelegationID) -> Query {
        Query(items: [.init(kinds: fold.kinds, tags: [.delegation(delegation)])])
    }

    /// All of them; few, and whose matters is known only when it is decided.
    static let scope = Query(items: [.init(kinds: fold.kinds, tags: [.authority])])
}

extension SalesPolicy {
    /// Checks that somebody gives his own authority, himself or through somebody who acts for him.
    ///
    /// - Throws: ``Refusal`` (`authority.not-yours`).
    func requireOwn(_ giver: ActorID, _ author: Author, _ delegation: DelegationID) throws(Refusal) {
        guard author.id == giver || author.onBehalfOf == giver else {
            throw refusal(
                "authority.not-yours", "the authority is that of \(giver); only he gives it and takes it back",
                ["delegation": delegation, "from": giver, "author": author.id])
        }
    }
}
