public import DealtrailModel

/// Somebody took an alert on; its ladder is climbed no further (`docs/features.md` row 35).
///
/// Who it was is the author.
public struct AlertAcknowledged: Event {
    /// `alert.acknowledged`.
    public static let kind: EventKind = "alert.acknowledged"

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
    /// What is done about it, in words that name nobody.
    public let note: String?

    /// Creates the event.
    public init(
        alert: AlertID, rule: RuleName, subject: Tag, account: AccountID? = nil, owner: ActorID? = nil,
        note: String? = nil
    ) {
        self.alert = alert
        self.rule = rule
        self.subject = subject
        self.account = account
        self.owner = owner
        self.note = note
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
        case note = 6
    }
}
