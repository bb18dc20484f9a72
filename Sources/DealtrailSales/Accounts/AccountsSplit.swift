public import DealtrailModel

/// A merge of two accounts was taken back (`docs/features.md` row 75).
public struct AccountsSplit: Event {
    /// `account.split`.
    public static let kind: EventKind = "account.split"

    /// The account that had absorbed the other.
    public let account: AccountID
    /// The account that stands on its own again.
    public let restored: AccountID
    /// Why.
    public let reason: String?

    /// Creates the event.
    public init(account: AccountID, restored: AccountID, reason: String? = nil) {
        self.account = account
        self.restored = restored
        self.reason = reason
    }

    /// That of the account that stayed.
    public var stream: StreamName { .account(account) }
    /// Both accounts, and that it is a matter of identity.
    public var tags: [Tag] { [.account(account), .account(restored), .accountIdentity] }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case restored = 2
        case reason = 3
    }
}
