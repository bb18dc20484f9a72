public import DealtrailModel

/// An alert climbed to the next rung of its ladder (`docs/features.md` row 110).
///
/// It happened when the rung was reached.
public struct AlertEscalated: Event {
    /// `alert.escalated`.
    public static let kind: EventKind = "alert.escalated"

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
    /// Which rung it is, from 2: the first is told when the alert is raised.
    public let rung: Int
    /// Since when the rung is reached.
    public let from: Timestamp
    /// Who is told.
    public let tells: [AlertRecipient]

    /// Creates the event.
    public init(
        alert: AlertID, rule: RuleName, subject: Tag, account: AccountID? = nil, owner: ActorID? = nil, rung: Int,
        from: Timestamp, tells: [AlertRecipient]
    ) {
        self.alert = alert
        self.rule = rule
        self.subject = subject
        self.account = account
        self.owner = owner
        self.rung = rung
        self.from = from
        self.tells = tells
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
        case rung = 6
        case from = 7
        case tells = 8
    }
}
