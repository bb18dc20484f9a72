public import DealtrailModel

/// A lead was given up (`docs/features.md` rows 98 and 102).
public struct LeadDiscarded: Event {
    /// `lead.discarded`.
    public static let kind: EventKind = "lead.discarded"

    /// The lead.
    public let lead: LeadID
    /// Why; `nil` where an import does not say.
    public let reason: String?
    /// The representative to whom it was given, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(lead: LeadID, reason: String? = nil, owner: ActorID? = nil) {
        self.lead = lead
        self.reason = reason
        self.owner = owner
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead and owner.
    public var tags: [Tag] { Tag.list(.lead(lead), owner.map(Tag.owner)) }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case reason = 2
        case owner = 3
    }
}
