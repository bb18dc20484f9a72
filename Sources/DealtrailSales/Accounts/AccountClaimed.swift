public import DealtrailModel

/// A representative took an account out of the pool, and promised to look after it (`docs/features.md` rows 103, 105
/// and 106).
public struct AccountClaimed: Event {
    /// `account.claimed`.
    public static let kind: EventKind = "account.claimed"

    /// The account.
    public let account: AccountID
    /// The representative, who owns it from here on.
    public let owner: ActorID
    /// The count of the policy that he promised to reach, such as `weekly-interaction`; `nil` for none.
    public let promise: RuleName?
    /// The version of the policy whose count that was.
    public let policyVersion: String?

    /// Creates the event.
    public init(account: AccountID, owner: ActorID, promise: RuleName? = nil, policyVersion: String? = nil) {
        self.account = account
        self.owner = owner
        self.promise = promise
        self.policyVersion = policyVersion
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account and owner.
    public var tags: [Tag] { [.account(account), .owner(owner)] }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case owner = 2
        case promise = 3
        case policyVersion = 4
    }
}
