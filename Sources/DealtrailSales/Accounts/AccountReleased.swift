public import DealtrailModel

/// An account went back into the pool (`docs/features.md` rows 103 and 106).
public struct AccountReleased: Event {
    /// `account.released`.
    public static let kind: EventKind = "account.released"

    /// The account.
    public let account: AccountID
    /// Who owned it until here, when known.
    public let owner: ActorID?
    /// What led to it; `nil` where an import does not say.
    public let cause: ReleaseCause?
    /// Why, in words.
    public let reason: String?
    /// What the deadline of the policy came to, when it was released for want of interaction.
    public let explanation: String?
    /// The version of the policy whose deadline that was.
    public let policyVersion: String?

    /// Creates the event.
    public init(
        account: AccountID, owner: ActorID? = nil, cause: ReleaseCause? = nil, reason: String? = nil,
        explanation: String? = nil, policyVersion: String? = nil
    ) {
        self.account = account
        self.owner = owner
        self.cause = cause
        self.reason = reason
        self.explanation = explanation
        self.policyVersion = policyVersion
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The account and the owner until here.
    public var tags: [Tag] { Tag.list(.account(account), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case account = 1
        case owner = 2
        case cause = 3
        case reason = 4
        case explanation = 5
        case policyVersion = 6
    }
}
