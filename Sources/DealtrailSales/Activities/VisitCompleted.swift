public import DealtrailModel

/// A visit ended, with what came of it.
///
/// With a document or recording it is evidenced (`docs/features.md` rows 56 and 105).
public struct VisitCompleted: EvidencedEvent {
    /// `visit.completed`.
    public static let kind: EventKind = "visit.completed"

    /// The visit.
    public let visit: VisitID
    /// The account that was visited.
    public let account: AccountID
    /// The representative who visited, when known.
    public let owner: ActorID?
    /// What the visit was about, when it was about one opportunity.
    public let opportunity: OpportunityID?
    /// What came of it; `nil` when nobody said.
    public let outcome: VisitOutcome?
    /// The SHA-256 of what shows it, such as minutes or a photograph; `nil` when nothing does.
    public let evidence: ContentDigest?

    /// Creates the event.
    public init(
        visit: VisitID, account: AccountID, owner: ActorID? = nil, opportunity: OpportunityID? = nil,
        outcome: VisitOutcome? = nil, evidence: ContentDigest? = nil
    ) {
        self.visit = visit
        self.account = account
        self.owner = owner
        self.opportunity = opportunity
        self.outcome = outcome
        self.evidence = evidence
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The visit, account, opportunity and representative.
    public var tags: [Tag] {
        Tag.list(.visit(visit), .account(account), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case visit = 1
        case account = 2
        case owner = 3
        case opportunity = 4
        case outcome = 5
        case evidence = 6
    }
}
