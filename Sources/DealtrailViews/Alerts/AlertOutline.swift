public import DealtrailModel
public import DealtrailSales

/// As much of an alert as two policies are compared by: whose it is, when it is due and who is told, without why.
public struct AlertOutline: Hashable, Sendable {
    /// The rule.
    public let rule: RuleName
    /// Whose clock it is.
    public let subject: Tag
    /// The account that the subject belongs to, when known.
    public let account: AccountID?
    /// Who owns the subject, when known.
    public let owner: ActorID?
    /// What started it, or began it anew.
    public let startedBy: EventMark?
    /// When it is due, and who is told.
    public let side: AlertImpact.Side

    /// Takes them from an alert.
    public init(_ alert: Alert) {
        self.init(
            rule: alert.rule, subject: alert.subject, account: alert.account, owner: alert.owner,
            startedBy: alert.startedBy, due: alert.due, missedFrom: alert.missedFrom, tells: alert.tells)
    }

    init(
        rule: RuleName, subject: Tag, account: AccountID?, owner: ActorID?, startedBy: EventMark?, due: Timestamp,
        missedFrom: Timestamp, tells: [AlertRecipient]
    ) {
        self.rule = rule
        self.subject = subject
        self.account = account
        self.owner = owner
        self.startedBy = startedBy
        side = AlertImpact.Side(due: due, missedFrom: missedFrom, tells: tells)
    }
}
