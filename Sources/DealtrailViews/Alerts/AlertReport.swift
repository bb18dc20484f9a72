public import DealtrailModel
public import DealtrailSales

/// The alerts that are open at a time, the longest overdue first.
public struct AlertReport: Codable, Hashable, Sendable {
    /// What it answers for.
    public let stamp: AnswerStamp
    /// The version of the policy.
    public let policy: String
    /// By due time, then by rule and subject.
    public let alerts: [Alert]
    /// Whether what a reader sees says why; the JSON always does.
    public var isExplained = false

    enum CodingKeys: String, CodingKey {
        case stamp = "asOf"
        case policy
        case alerts
    }

    /// Orders alerts.
    ///
    /// - Complexity: O(alerts log alerts).
    public init(_ alerts: [Alert], policy: String, stamp: AnswerStamp) {
        self.stamp = stamp
        self.policy = policy
        self.alerts = alerts.sorted {
            ($0.missedFrom, $0.rule, $0.subject) < ($1.missedFrom, $1.rule, $1.subject)
        }
    }
}

/// Which alerts are wanted.
public struct AlertFilter: Hashable, Sendable {
    /// Only those of this rule, also when it tells nobody; `nil` for those of all rules that tell somebody.
    public var rule: RuleName?
    /// Only those of this subject.
    public var subject: Tag?
    /// Only those that tell this role, on any rung that was reached.
    public var role: RoleName?
    /// Only those that tell this person, or whose subject the person owns.
    public var person: ActorID?
    /// Whether to give also what is not missed yet: warnings, and what runs in its grace.
    public var isWarned = false
    /// Whether to give also what somebody silenced for now.
    public var isSilenced = false

    /// All that is missed.
    public init(
        rule: RuleName? = nil, subject: Tag? = nil, role: RoleName? = nil, person: ActorID? = nil,
        isWarned: Bool = false, isSilenced: Bool = false
    ) {
        self.rule = rule
        self.subject = subject
        self.role = role
        self.person = person
        self.isWarned = isWarned
        self.isSilenced = isSilenced
    }

    /// Whether an alert is wanted.
    public func wants(_ alert: Alert) -> Bool {
        guard isWarned || alert.phase == .missed, rule.map({ $0 == alert.rule }) ?? true,
            subject.map({ $0 == alert.subject }) ?? true
        else { return false }
        let told = alert.rungs.flatMap(\.tells)
        return role.map { role in told.contains { $0.role == role } } ?? true
            && person.map { person in alert.owner == person || told.contains { $0.person == person } } ?? true
    }
}
