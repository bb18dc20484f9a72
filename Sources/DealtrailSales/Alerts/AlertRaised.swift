public import DealtrailModel

/// Something fell due and had not happened, and those concerned are to be told (`docs/features.md` rows 113 and 114).
///
/// It happened when it fell due; the tick that noticed it, and so the time of recording, may be later.
public struct AlertRaised: Event {
    /// `alert.raised`.
    public static let kind: EventKind = "alert.raised"

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
    /// Of which primitive the rule is made.
    public let form: AlertForm
    /// By when it was to happen.
    public let due: Timestamp
    /// The due time and the grace.
    public let missedFrom: Timestamp
    /// The version of the policy.
    public let policyVersion: String
    /// The event that started it.
    public let startedBy: EventID?
    /// The kind of that event.
    public let startedByKind: EventKind?
    /// Who is told.
    public let tells: [AlertRecipient]
    /// Why.
    public let explanation: String
    /// What was known of the customer; `nil` where the subject belongs to none.
    public let context: AlertContext?
    /// What to do next, and why.
    public let suggestion: AlertSuggestion?

    /// Creates the event.
    public init(
        alert: AlertID, rule: RuleName, subject: Tag, account: AccountID? = nil, owner: ActorID? = nil, form: AlertForm,
        due: Timestamp, missedFrom: Timestamp, policyVersion: String, startedBy: EventID? = nil,
        startedByKind: EventKind? = nil, tells: [AlertRecipient], explanation: String, context: AlertContext? = nil,
        suggestion: AlertSuggestion? = nil
    ) {
        self.alert = alert
        self.rule = rule
        self.subject = subject
        self.account = account
        self.owner = owner
        self.form = form
        self.due = due
        self.missedFrom = missedFrom
        self.policyVersion = policyVersion
        self.startedBy = startedBy
        self.startedByKind = startedByKind
        self.tells = tells
        self.explanation = explanation
        self.context = context
        self.suggestion = suggestion
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
        case form = 6
        case due = 7
        case missedFrom = 8
        case policyVersion = 9
        case startedBy = 10
        case startedByKind = 11
        case tells = 12
        case explanation = 13
        case context = 14
        case suggestion = 15
    }
}
