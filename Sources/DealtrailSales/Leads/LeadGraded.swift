public import DealtrailModel

/// A lead went to another band (`docs/features.md` rows 92 and 95).
public struct LeadGraded: Event {
    /// `lead.graded`.
    public static let kind: EventKind = "lead.graded"

    /// The lead.
    public let lead: LeadID
    /// The band from here on.
    public let grade: GradeName
    /// The band until here, when it had one.
    public let previous: GradeName?
    /// The score that led to it; `nil` when somebody set it by hand.
    public let score: ScaledDecimal?
    /// Why, when somebody set it by hand.
    public let reason: String?
    /// The version of the policy that graded it; `nil` when somebody set it by hand.
    public let policyVersion: String?
    /// The representative to whom it was given, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        lead: LeadID, grade: GradeName, previous: GradeName? = nil, score: ScaledDecimal? = nil, reason: String? = nil,
        policyVersion: String? = nil, owner: ActorID? = nil
    ) {
        self.lead = lead
        self.grade = grade
        self.previous = previous
        self.score = score
        self.reason = reason
        self.policyVersion = policyVersion
        self.owner = owner
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead and owner.
    public var tags: [Tag] { Tag.list(.lead(lead), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case grade = 2
        case previous = 3
        case score = 4
        case reason = 5
        case policyVersion = 6
        case owner = 7
    }
}
