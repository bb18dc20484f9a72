public import DealtrailModel

/// A lead was given to a representative (`docs/features.md` rows 93, 94 and 100).
///
/// It says which rule chose him and from whom, so that anybody can ask why it was he.
public struct LeadAssigned: Event {
    /// `lead.assigned`.
    public static let kind: EventKind = "lead.assigned"

    /// The lead.
    public let lead: LeadID
    /// The representative.
    public let owner: ActorID
    /// Who had it until here, when somebody had.
    public let previous: ActorID?
    /// The band of the lead then, when it had one.
    public let grade: GradeName?
    /// The routing rule that chose him; `nil` when somebody named him.
    public let rule: RuleName?
    /// How the rule came to him, in words.
    public let explanation: String?
    /// Among whom the rule chose, sorted; `nil` when somebody named him.
    public let candidates: [ActorID]?
    /// Why, when it is given to another one.
    public let reason: String?
    /// The version of the policy whose rule it was.
    public let policyVersion: String?

    /// Creates the event.
    public init(
        lead: LeadID, owner: ActorID, previous: ActorID? = nil, grade: GradeName? = nil, rule: RuleName? = nil,
        explanation: String? = nil, candidates: [ActorID]? = nil, reason: String? = nil, policyVersion: String? = nil
    ) {
        self.lead = lead
        self.owner = owner
        self.previous = previous
        self.grade = grade
        self.rule = rule
        self.explanation = explanation
        self.candidates = candidates
        self.reason = reason
        self.policyVersion = policyVersion
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead, both owners and the rule.
    public var tags: [Tag] { Tag.list(.lead(lead), .owner(owner), previous.map(Tag.owner), rule.map(Tag.routing)) }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case owner = 2
        case previous = 3
        case grade = 4
        case rule = 5
        case explanation = 6
        case candidates = 7
        case reason = 8
        case policyVersion = 9
    }
}
