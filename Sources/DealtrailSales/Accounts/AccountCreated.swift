public import DealtrailModel

/// An account exists from here on (`docs/features.md` row 75).
///
/// It holds no name of a person; names of people are sealed elsewhere.
public struct AccountCreated: Event {
    /// `account.created`.
    public static let kind: EventKind = "account.created"

    /// The account.
    public let account: AccountID
    /// The representative who owns it, when known.
    public let owner: ActorID?
    /// The tier it starts in, when it has one.
    public let tier: TierName?
    /// The industry, as the tenant names it.
    public let industry: String?
    /// The sales region, as the tenant names it.
    public let region: String?
    /// The account that it belongs to, as a subsidiary.
    public let parent: AccountID?

    /// Creates the event.
    public init(
        account: AccountID, owner: ActorID? = nil, tier: TierName? = nil, industry: String? = nil,
        region: String? = nil, parent: AccountID? = nil
    ) {
        self.account = account
        self.owner = owner
        self.tier = tier
        self.industry = industry
        self.region = region
        self.parent = parent
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account, its owner and its parent.
    public var tags: [Tag] { Tag.list(.account(account), owner.map(Tag.owner), parent.map(Tag.account)) }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case owner = 2
        case tier = 3
        case industry = 4
        case region = 5
        case parent = 6
    }
}
