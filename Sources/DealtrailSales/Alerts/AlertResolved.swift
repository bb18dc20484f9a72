public import DealtrailModel

/// An alert that was raised is open no more.
///
/// It happened when what resolved it did, but never before the alert fell due.
public struct AlertResolved: Event {
    /// `alert.resolved`.
    public static let kind: EventKind = "alert.resolved"

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
    /// Why it is open no more.
    public let how: AlertResolution
    /// The event that did it; `nil` for time and rules.
    public let by: EventID?
    /// The kind of that event.
    public let byKind: EventKind?

    /// Creates the event.
    public init(
        alert: AlertID, rule: RuleName, subject: Tag, account: AccountID? = nil, owner: ActorID? = nil,
        how: AlertResolution, by: EventID? = nil, byKind: EventKind? = nil
    ) {
        self.alert = alert
        self.rule = rule
        self.subject = subject
        self.account = account
        self.owner = owner
        self.how = how
        self.by = by
        self.byKind = byKind
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
        case how = 6
        case by = 7
        case byKind = 8
    }
}
