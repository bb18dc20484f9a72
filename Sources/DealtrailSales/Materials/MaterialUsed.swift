public import DealtrailModel

/// A version of a material was used for an opportunity (`docs/features.md` row 168).
///
/// It lies in the stream of the opportunity, so that whoever looks at it later sees what the customer was shown.
public struct MaterialUsed: Event {
    /// `material.used`.
    public static let kind: EventKind = "material.used"

    /// The material.
    public let material: MaterialID
    /// The version.
    public let version: MaterialVersion
    /// The opportunity.
    public let opportunity: OpportunityID
    /// The account, when known.
    public let account: AccountID?
    /// The representative who owns the opportunity, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        material: MaterialID, version: MaterialVersion, opportunity: OpportunityID, account: AccountID? = nil,
        owner: ActorID? = nil
    ) {
        self.material = material
        self.version = version
        self.opportunity = opportunity
        self.account = account
        self.owner = owner
    }

    /// The opportunity's.
    public var stream: StreamName { .opportunity(opportunity) }
    /// The material, opportunity, account and owner.
    public var tags: [Tag] {
        Tag.list(.material(material), .opportunity(opportunity), account.map(Tag.account), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case material = 1
        case version = 2
        case opportunity = 3
        case account = 4
        case owner = 5
    }
}
