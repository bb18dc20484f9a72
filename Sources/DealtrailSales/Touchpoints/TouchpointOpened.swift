public import DealtrailModel

/// A step of the follow-up rhythm is to be done by a time, with something to show for it (`docs/features.md` rows 34
/// and 35).
public struct TouchpointOpened: DueEvent {
    /// `touchpoint.opened`.
    public static let kind: EventKind = "touchpoint.opened"

    /// The touchpoint.
    public let touchpoint: TouchpointID
    /// The opportunity.
    public let opportunity: OpportunityID
    /// The step of the rhythm.
    public let step: TouchpointStep
    /// By when it is to be done.
    public let due: Timestamp
    /// What is to be handed in, when that is said.
    public let deliverable: EvidenceKind?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative who is to do it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        touchpoint: TouchpointID, opportunity: OpportunityID, step: TouchpointStep, due: Timestamp,
        deliverable: EvidenceKind? = nil, account: AccountID? = nil, owner: ActorID? = nil
    ) {
        self.touchpoint = touchpoint
        self.opportunity = opportunity
        self.step = step
        self.due = due
        self.deliverable = deliverable
        self.account = account
        self.owner = owner
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The touchpoint, opportunity, account and owner.
    public var tags: [Tag] {
        Tag.list(.touchpoint(touchpoint), .opportunity(opportunity), account.map(Tag.account), owner.map(Tag.owner))
    }

    /// The number of the field that states the due time.
    public static var dueField: UInt64 { UInt64(CodingKeys.due.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case touchpoint = 1
        case opportunity = 2
        case step = 3
        case due = 4
        case deliverable = 5
        case account = 6
        case owner = 7
    }
}
