public import DealtrailModel

/// Somebody checked in at a customer (`docs/features.md` row 53).
///
/// The check-in is the visit record; nobody types when the last follow-up was.
public struct VisitCheckedIn: Event {
    /// `visit.checked-in`.
    public static let kind: EventKind = "visit.checked-in"

    /// The visit.
    public let visit: VisitID
    /// The account that was visited.
    public let account: AccountID
    /// The representative who visits, when known; the author may be somebody who enters it for him.
    public let owner: ActorID?
    /// What the visit is about, when it is about one opportunity.
    public let opportunity: OpportunityID?
    /// Degrees north, -90 to 90; `nil` when the device gave no place.
    public let latitude: ScaledDecimal?
    /// Degrees east, -180 to 180; `nil` when the device gave no place.
    public let longitude: ScaledDecimal?
    /// What the device numbered the check-in with: sent twice, it happened once.
    public let nonce: String?

    /// Creates the event.
    public init(
        visit: VisitID, account: AccountID, owner: ActorID? = nil, opportunity: OpportunityID? = nil,
        latitude: ScaledDecimal? = nil, longitude: ScaledDecimal? = nil, nonce: String? = nil
    ) {
        self.visit = visit
        self.account = account
        self.owner = owner
        self.opportunity = opportunity
        self.latitude = latitude
        self.longitude = longitude
        self.nonce = nonce
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The visit, account, opportunity, representative and device nonce.
    public var tags: [Tag] {
        Tag.list(
            .visit(visit), .account(account), opportunity.map(Tag.opportunity), owner.map(Tag.owner),
            nonce.map(Tag.deviceNonce))
    }

    package enum CodingKeys: Int, CodingKey {
        case visit = 1
        case account = 2
        case owner = 3
        case opportunity = 4
        case latitude = 5
        case longitude = 6
        case nonce = 7
    }
}
