public import DealtrailModel

/// An opportunity went to another representative.
public struct OpportunityOwnerChanged: Event {
    /// `opportunity.owner-changed`.
    public static let kind: EventKind = "opportunity.owner-changed"

    /// The opportunity.
    public let opportunity: OpportunityID
    /// The owner from here on.
    public let owner: ActorID
    /// The owner until here, when there was one.
    public let previous: ActorID?
    /// Why; `nil` where an import does not say.
    public let reason: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?

    /// Creates the event.
    public init(
        opportunity: OpportunityID, owner: ActorID, previous: ActorID? = nil, reason: String? = nil,
        account: AccountID? = nil
    ) {
        self.opportunity = opportunity
        self.owner = owner
        self.previous = previous
        self.reason = reason
        self.account = account
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The opportunity, account and both owners.
    public var tags: [Tag] {
        Tag.list(.opportunity(opportunity), account.map(Tag.account), .owner(owner), previous.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case opportunity = 1
        case owner = 2
        case previous = 3
        case reason = 4
        case account = 5
    }
}
