public import DealtrailModel

/// An account went to another representative.
public struct AccountOwnerChanged: Event {
    /// `account.owner-changed`.
    public static let kind: EventKind = "account.owner-changed"

    /// The account.
    public let account: AccountID
    /// The owner from here on.
    public let owner: ActorID
    /// The owner until here, when there was one.
    public let previous: ActorID?
    /// Why; `nil` where an import does not say.
    public let reason: String?

    /// Creates the event.
    public init(account: AccountID, owner: ActorID, previous: ActorID? = nil, reason: String? = nil) {
        self.account = account
        self.owner = owner
        self.previous = previous
        self.reason = reason
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account and both owners.
    public var tags: [Tag] { Tag.list(.account(account), .owner(owner), previous.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case owner = 2
        case previous = 3
        case reason = 4
    }
}
