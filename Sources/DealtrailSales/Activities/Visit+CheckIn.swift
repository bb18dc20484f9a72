public import DealtrailModel

extension Visit {
    /// Checks in at a customer, which makes the record of the visit (`docs/features.md` row 53).
    public struct CheckIn: Command {
        /// The visit.
        public let visit: VisitID
        /// The account.
        public let account: AccountID
        /// The representative who visits; `nil` for the author.
        public let owner: ActorID?
        /// What the visit is about.
        public let opportunity: OpportunityID?
        /// Degrees north, -90 to 90.
        public let latitude: ScaledDecimal?
        /// Degrees east, -180 to 180.
        public let longitude: ScaledDecimal?
        /// What the device numbered the check-in with.
        public let nonce: String

        /// `visit.check-in`.
        public static let kind: EventKind = "visit.check-in"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The visit, account and opportunity.
        public var tags: [Tag] { Tag.list(.visit(visit), .account(account), opportunity.map(Tag.opportunity)) }
        /// The visit, its nonce and the account's creation.
        public var scope: Query { VisitDecider.scope(visit, nonce: nonce, account: account) }

        /// Refuses an unknown account, an impossible place, a visit that exists and a nonce of another visit.
        ///
        /// Sent twice with one nonce, it happened once.
        public func decide(
            _ state: VisitState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(visit, account, owner, opportunity)
            let facts = VisitState.Facts(visit: visit, account: account)
            if let known = state.nonces[nonce] {
                guard known == facts else {
                    throw policy.refusal(
                        "visit.nonce-reused", "the device used this nonce for the visit \(known.visit)",
                        ["nonce": nonce, "visit": visit, "first": known.visit])
                }
                return []
            }
            guard state.visits[visit] == nil else {
                throw policy.refusal("visit.exists", "the visit \(visit) exists already", ["visit": visit])
            }
            guard state.accounts.contains(account) else {
                throw policy.refusal(
                    "account.unknown", "there is no account \(account); create it first", ["account": account])
            }
            try policy.requireNonce(nonce)
            guard latitude.map({ (-90...90).contains($0) }) ?? true,
                longitude.map({ (-180...180).contains($0) }) ?? true,
                (latitude == nil) == (longitude == nil)
            else {
                throw policy.refusal(
                    "visit.impossible-place",
                    "a place is -90 to 90 degrees north and -180 to 180 degrees east, or not given",
                    ["latitude": latitude?.description ?? "none", "longitude": longitude?.description ?? "none"])
            }
            return [
                ProposedEvent(
                    VisitCheckedIn(
                        visit: visit, account: account, owner: owner ?? context.author.id, opportunity: opportunity,
                        latitude: latitude, longitude: longitude, nonce: nonce))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case visit = 1
            case account = 2
            case owner = 3
            case opportunity = 4
            case latitude = 5
            case longitude = 6
            case nonce = 7
        }

        /// Decisions rest on the visit.
        public typealias Decider = VisitDecider
    }

    /// Checks in at a customer.
    public static func checkIn(
        _ visit: VisitID, at account: AccountID, nonce: String, by owner: ActorID? = nil,
        about opportunity: OpportunityID? = nil, latitude: ScaledDecimal? = nil, longitude: ScaledDecimal? = nil
    ) -> CheckIn {
        CheckIn(
            visit: visit, account: account, owner: owner, opportunity: opportunity, latitude: latitude,
            longitude: longitude, nonce: nonce)
    }
}

extension SalesPolicy {
    /// Checks that a nonce makes a tag.
    ///
    /// - Throws: ``Refusal`` (`name.invalid`).
    func requireNonce(_ nonce: String) throws(Refusal) {
        guard Tag.deviceNonce(nonce).isValid, !nonce.isEmpty else {
            throw refusal("name.invalid", "a nonce has 1 to 200 bytes and no control characters", ["nonce": nonce])
        }
    }
}
