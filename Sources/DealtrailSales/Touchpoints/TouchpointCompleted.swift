public import DealtrailModel

/// A step of the follow-up rhythm was done (`docs/features.md` row 34).
///
/// Only with its deliverable is it evidenced; a tick is none.
public struct TouchpointCompleted: EvidencedEvent {
    /// `touchpoint.completed`.
    public static let kind: EventKind = "touchpoint.completed"

    /// The touchpoint.
    public let touchpoint: TouchpointID
    /// The opportunity.
    public let opportunity: OpportunityID
    /// The step of the rhythm; `nil` where an import does not know it.
    public let step: TouchpointStep?
    /// The SHA-256 of what was handed in; `nil` where an import has nothing.
    public let evidence: ContentDigest?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The representative whose step it was, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        touchpoint: TouchpointID, opportunity: OpportunityID, step: TouchpointStep? = nil,
        evidence: ContentDigest? = nil, account: AccountID? = nil, owner: ActorID? = nil
    ) {
        self.touchpoint = touchpoint
        self.opportunity = opportunity
        self.step = step
        self.evidence = evidence
        self.account = account
        self.owner = owner
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The touchpoint, opportunity, account and owner.
    public var tags: [Tag] {
        Tag.list(.touchpoint(touchpoint), .opportunity(opportunity), account.map(Tag.account), owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case touchpoint = 1
        case opportunity = 2
        case step = 3
        case evidence = 4
        case account = 5
        case owner = 6
    }
}
