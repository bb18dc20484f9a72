public import DealtrailModel

/// A lead was reached for the first time (`docs/features.md` row 98).
public struct LeadFirstContactMade: Event {
    /// `lead.first-contact-made`.
    public static let kind: EventKind = "lead.first-contact-made"

    /// The lead.
    public let lead: LeadID
    /// The representative who reached it, when known.
    public let owner: ActorID?
    /// The band of the lead then, when it had one.
    public let grade: GradeName?

    /// Creates the event.
    public init(lead: LeadID, owner: ActorID? = nil, grade: GradeName? = nil) {
        self.lead = lead
        self.owner = owner
        self.grade = grade
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead and owner.
    public var tags: [Tag] { Tag.list(.lead(lead), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case owner = 2
        case grade = 3
    }
}
