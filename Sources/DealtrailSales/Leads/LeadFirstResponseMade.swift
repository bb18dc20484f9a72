public import DealtrailModel

/// A person answered a lead for the first time (`docs/features.md` rows 93, 96 and 100).
public struct LeadFirstResponseMade: Event {
    /// `lead.first-response-made`.
    public static let kind: EventKind = "lead.first-response-made"

    /// The lead.
    public let lead: LeadID
    /// The representative who answered, when known.
    public let owner: ActorID?
    /// When it was given to him, when known: his response time runs from there.
    public let assignedAt: Timestamp?
    /// The band of the lead then, when it had one.
    public let grade: GradeName?

    /// Creates the event.
    public init(lead: LeadID, owner: ActorID? = nil, assignedAt: Timestamp? = nil, grade: GradeName? = nil) {
        self.lead = lead
        self.owner = owner
        self.assignedAt = assignedAt
        self.grade = grade
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead and owner.
    public var tags: [Tag] { Tag.list(.lead(lead), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case owner = 2
        case assignedAt = 3
        case grade = 4
    }
}
