public import DealtrailModel
public import DealtrailSales

/// A person decided otherwise than a rule said, and what came of it (`docs/features.md` rows 82, 92, 94, 95 and 100).
public struct Override: Codable, Hashable, Sendable {
    /// What it was about, as the policy calls it.
    public enum Matter: String, Codable, Hashable, Sendable, CaseIterable {
        /// The grade of a lead, against its score.
        case leadGrade = "lead-grade"
        /// The tier of an account, against its purchases.
        case accountTier = "account-tier"
        /// Who gets a lead, against a routing rule.
        case leadRouting = "lead-routing"
    }

    /// Who was right.
    public enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
        /// It went the way that the person said.
        case personRight = "person-right"
        /// It did not.
        case ruleRight = "rule-right"
        /// It is not known yet.
        case pending
        /// Nobody can know.
        case unjudged
    }

    /// What it was about.
    public let matter: Matter
    /// The lead or account.
    public let entity: StreamName
    /// Who decided: the author, or the person for whom he acted.
    public let person: ActorID
    /// What the rule said.
    public let ruleSaid: String
    /// What the person said.
    public let personSaid: String
    /// Why, as the person said.
    public let reason: String?
    /// Who was right.
    public let verdict: Verdict
    /// The rule by which that is said, in which version, what it looked at, and the events that it rests on.
    public let why: RuleExplanation
    /// The override itself.
    public let event: EventReference
    /// What the rule said, the override, and what decided who was right, as far as they are events.
    public let events: [EventReference]
}
