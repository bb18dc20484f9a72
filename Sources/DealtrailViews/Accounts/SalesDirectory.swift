public import DealtrailModel
public import DealtrailSales

/// What reports are cut by: what accounts and representatives are classed as (`docs/features.md` rows 38, 39 and 45).
///
/// The key is the stream: `account:ID` or `representative:ID`. As of an earlier point it says what they were then.
public enum SalesDirectory: Projection {
    /// What is known of one account or representative.
    public struct State: Codable, Hashable, Sendable {
        /// The representative who owns the account, when known.
        public internal(set) var owner: ActorID?
        /// The tier of the account, when it has one.
        public internal(set) var tier: TierName?
        /// The industry of the account, when known.
        public internal(set) var industry: String?
        /// The sales region of the account or the representative, when known.
        public internal(set) var region: String?
        /// The team of the representative, when he has one.
        public internal(set) var team: TeamName?

        init() {}

        enum CodingKeys: Int, CodingKey {
            case owner = 1
            case tier = 2
            case industry = 3
            case region = 4
            case team = 5
        }
    }

    /// `sales-directory`.
    public static let name = "sales-directory"
    /// 1.
    public static let codeVersion: UInt32 = 1

    /// Nothing known.
    public static func initial(key: String) -> State { State() }

    /// Accounts with their tiers and owners, and the assignments of representatives; nothing else.
    public static let rows = ProjectionRows<State>(
        rowsTaken, ignoring: Set(Catalog.sales.events.keys).subtracting(rowsTaken.map(\.kind)))

    private static let rowsTaken: [ProjectionRows<State>.Row] = [
        .init(AccountCreated.kind) { state, event in
            let created = try event.decode(AccountCreated.self)
            state.owner = created.owner
            state.tier = created.tier
            state.industry = created.industry
            state.region = created.region
        },
        .init(AccountTiered.kind) { state, event in state.tier = try event.decode(AccountTiered.self).tier },
        .init(AccountOwnerChanged.kind) { state, event in
            state.owner = try event.decode(AccountOwnerChanged.self).owner
        },
        .init(RepresentativeAssigned.kind) { state, event in
            let assigned = try event.decode(RepresentativeAssigned.self)
            state.team = assigned.team
            state.region = assigned.region
        },
    ]
}
