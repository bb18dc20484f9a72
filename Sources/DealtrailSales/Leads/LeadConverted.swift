public import DealtrailModel

/// A lead became a customer (`docs/features.md` row 98).
public struct LeadConverted: Event {
    /// `lead.converted`.
    public static let kind: EventKind = "lead.converted"

    /// The lead.
    public let lead: LeadID
    /// The account that it became; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity that it became, when it became one.
    public let opportunity: OpportunityID?
    /// The representative to whom it was given, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(lead: LeadID, account: AccountID? = nil, opportunity: OpportunityID? = nil, owner: ActorID? = nil) {
        self.lead = lead
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(.lead(lead), account.map(Tag.account), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case account = 2
        case opportunity = 3
        case owner = 4
    }
}
