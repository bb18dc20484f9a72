public import DealtrailModel

/// Two accounts turned out to be one customer (`docs/features.md` row 75).
///
/// History stays with the original ids; views combine them when read, so that a split costs nothing.
public struct AccountsMerged: Event {
    /// `account.merged`.
    public static let kind: EventKind = "account.merged"

    /// The account that stays.
    public let account: AccountID
    /// The account that counts as part of it from here on.
    public let absorbed: AccountID
    /// Why.
    public let reason: String?

    /// Creates the event.
    public init(account: AccountID, absorbed: AccountID, reason: String? = nil) {
        self.account = account
        self.absorbed = absorbed
        self.reason = reason
    }

    /// That of the account that stays.
    public var stream: StreamName { .account(account) }
    /// Both accounts, and that it is a matter of identity.
    public var tags: [Tag] { [.account(account), .account(absorbed), .accountIdentity] }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case absorbed = 2
        case reason = 3
    }
}
