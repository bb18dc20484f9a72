public import DealtrailModel

/// A lead came in (`docs/features.md` rows 84, 92 and 99).
///
/// It holds no name of a person; its source never changes.
public struct LeadCaptured: Event {
    /// `lead.captured`.
    public static let kind: EventKind = "lead.captured"

    /// The lead.
    public let lead: LeadID
    /// Where it comes from; `nil` where an import does not know it.
    public let source: LeadSource?
    /// The campaign, as the tenant names it.
    public let campaign: String?
    /// The word that gave it away, when one did.
    public let keyword: String?
    /// Its score, when it has one.
    public let score: ScaledDecimal?
    /// The band of its score, when it has one.
    public let grade: GradeName?
    /// The version of the policy that graded it, when one did.
    public let policyVersion: String?
    /// The account, when it came from one.
    public let account: AccountID?

    /// Creates the event.
    public init(
        lead: LeadID, source: LeadSource? = nil, campaign: String? = nil, keyword: String? = nil,
        score: ScaledDecimal? = nil, grade: GradeName? = nil, policyVersion: String? = nil, account: AccountID? = nil
    ) {
        self.lead = lead
        self.source = source
        self.campaign = campaign
        self.keyword = keyword
        self.score = score
        self.grade = grade
        self.policyVersion = policyVersion
        self.account = account
    }

    /// The lead's.
    public var stream: StreamName { .lead(lead) }
    /// The lead and account.
    public var tags: [Tag] { Tag.list(.lead(lead), account.map(Tag.account)) }

    package enum CodingKeys: Int, CodingKey {
        case lead = 1
        case source = 2
        case campaign = 3
        case keyword = 4
        case score = 5
        case grade = 6
        case policyVersion = 7
        case account = 8
    }
}
