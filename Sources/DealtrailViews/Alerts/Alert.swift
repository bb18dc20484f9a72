public import DealtrailModel
public import DealtrailSales

/// Something that fell due and has not happened, or that has happened often enough, at the time of the answer
/// (`docs/features.md` rows 14, 23, 35 to 37, 49, 98, 113 and 115).
public struct Alert: Codable, Hashable, Sendable {
    /// Of which primitive the rule is made.
    public enum Form: String, Codable, Hashable, Sendable, CaseIterable {
        /// Something has not happened in time.
        case deadline
        /// Something happened so many times.
        case count
        /// A figure was on one side so many periods in a row.
        case streak
    }

    /// Who is told.
    public struct Recipient: Codable, Hashable, Sendable {
        /// The role.
        public let role: RoleName
        /// The person, where events say who it is: `rep` is the owner of the subject.
        public let person: ActorID?

        /// States a recipient.
        public init(role: RoleName, person: ActorID?) {
            self.role = role
            self.person = person
        }
    }

    /// A rung of the ladder that was reached.
    public struct Rung: Codable, Hashable, Sendable {
        /// Since when.
        public let from: Timestamp
        /// Who is told.
        public let tells: [Recipient]
    }

    /// What tells it from others: rule, subject and due time.
    public let id: AlertID
    /// The rule.
    public let rule: RuleName
    /// Of which primitive it is made.
    public let form: Form
    /// The version of the policy.
    public let policy: String
    /// Whose clock it is.
    public let subject: Tag
    /// The account that the subject belongs to, when known.
    public let account: AccountID?
    /// Who owns the subject, when known.
    public let owner: ActorID?
    /// How it stands: missed, or on the way to it.
    public let phase: DeadlineStatus.Phase
    /// By when it was to happen; of a count the event with which there were enough.
    public let due: Timestamp
    /// From when on it counts as missed: the due time and the grace.
    public let missedFrom: Timestamp
    /// How much time has passed since then; zero before.
    public let lateSeconds: Int64
    /// What started it, or began it anew.
    public let startedBy: EventMark?
    /// The kind of that event.
    public let startedByKind: EventKind?
    /// The rungs of the ladder that were reached, in order.
    public let rungs: [Rung]
    /// Why.
    public let why: RuleExplanation

    /// Who is to act: those of the last rung that was reached.
    public var tells: [Recipient] { rungs.last?.tells ?? [] }
}
