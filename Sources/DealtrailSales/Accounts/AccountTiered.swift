public import DealtrailModel

/// The tier of an account was set (`docs/features.md` rows 82 and 83).
///
/// A tier that was computed names the policy that computed it; one set by hand gives its reason.
public struct AccountTiered: Event {
    /// `account.tiered`.
    public static let kind: EventKind = "account.tiered"

    /// The account.
    public let account: AccountID
    /// The tier from here on.
    public let tier: TierName
    /// The tier until here, when there was one.
    public let previous: TierName?
    /// Why, when it was set by hand.
    public let reason: String?
    /// The version of the policy whose thresholds led to it.
    public let policyVersion: String?

    /// Creates the event.
    public init(
        account: AccountID, tier: TierName, previous: TierName? = nil, reason: String? = nil,
        policyVersion: String? = nil
    ) {
        self.account = account
        self.tier = tier
        self.previous = previous
        self.reason = reason
        self.policyVersion = policyVersion
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account.
    public var tags: [Tag] { [.account(account)] }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case tier = 2
        case previous = 3
        case reason = 4
        case policyVersion = 5
    }
}
