public import DealtrailModel

/// Somebody silenced an alert for a while.
///
/// Who it was is the author. When the time is over it is as open as before; nothing is silenced for ever, and no alert that
/// has not been raised.
public struct AlertSuppressed: Event {
    /// `alert.suppressed`.
    public static let kind: EventKind = "alert.suppressed"

    /// The alert.
    public let alert: AlertID
    /// The rule.
    public let rule: RuleName
    /// Whose clock it is.
    public let subject: Tag
    /// The account that the subject belongs to, when known.
    public let account: AccountID?
    /// Who owns the subject, when known.
    public let owner: ActorID?
    /// Until when, exclusive.
    public let until: Timestamp
    /// Why.
    public let reason: String

    /// Creates the event.
    public init(
        alert: AlertID, rule: RuleName, subject: Tag, account: AccountID? = nil, owner: ActorID? = nil,
        until: Timestamp, reason: String
    ) {
        self.alert = alert
        self.rule = rule
        self.subject = subject
        self.account = account
        self.owner = owner
        self.until = until
        self.reason = reason
    }

    /// The alert's.
    public var stream: StreamName { .alert(alert) }
    /// The alert, its rule, its subject, the account and the owner.
    public var tags: [Tag] { Tag.alert(alert, rule, subject, account, owner) }

    package enum CodingKeys: Int, CodingKey {
        case alert = 1
        case rule = 2
        case subject = 3
        case account = 4
        case owner = 5
        case until = 6
        case reason = 7
    }
}
