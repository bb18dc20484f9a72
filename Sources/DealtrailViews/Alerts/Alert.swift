public import DealtrailModel
public import DealtrailSales

/// Something that fell due and has not happened, or that has happened often enough, at the time of the answer
/// (`docs/features.md` rows 14, 23, 35 to 37, 49, 98, 113 and 115).
public struct Alert: Codable, Hashable, Sendable {
    /// A rung of the ladder that was reached.
    public struct Rung: Codable, Hashable, Sendable {
        /// Since when.
        public let from: Timestamp
        /// Who is told.
        public let tells: [AlertRecipient]
    }

    /// What tells it from others: rule, subject and due time.
    public let id: AlertID
    /// The rule.
    public let rule: RuleName
    /// Of which primitive it is made.
    public let form: AlertForm
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
    /// What ticks and people recorded of it; `nil` when nobody ticked since it fell due.
    public internal(set) var standing: AlertStanding?
    /// What is known of the customer: as it was when the alert was raised, or as it is where it was not; `nil` where the
    /// subject belongs to no account.
    public internal(set) var context: AlertContext?
    /// What to do next, and why.
    public internal(set) var suggestion: AlertSuggestion?

    /// Who is to act: those of the last rung that was reached.
    public var tells: [AlertRecipient] { rungs.last?.tells ?? [] }
}
