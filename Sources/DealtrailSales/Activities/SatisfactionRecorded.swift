public import DealtrailModel

/// A customer said how satisfied he is (`docs/features.md` row 112).
public struct SatisfactionRecorded: Event {
    /// `satisfaction.recorded`.
    public static let kind: EventKind = "satisfaction.recorded"

    /// The account.
    public let account: AccountID
    /// The score, 0 to 100.
    public let score: Int
    /// Where it comes from, such as `survey` or `service-ticket`.
    public let source: String?
    /// The representative who owns the account, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(account: AccountID, score: Int, source: String? = nil, owner: ActorID? = nil) {
        self.account = account
        self.score = score
        self.source = source
        self.owner = owner
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account and owner.
    public var tags: [Tag] { Tag.list(.account(account), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case score = 2
        case source = 3
        case owner = 4
    }
}
