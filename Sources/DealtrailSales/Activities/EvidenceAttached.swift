public import DealtrailModel

/// A document was attached to an opportunity, contract or account (`docs/features.md` rows 21 and 31).
///
/// The document itself lies in the blobs under its digest.
public struct EvidenceAttached: Event {
    /// `evidence.attached`.
    public static let kind: EventKind = "evidence.attached"

    /// What it is evidence of, such as `requirement-document`.
    public let evidence: EvidenceKind
    /// The SHA-256 of the document.
    public let digest: ContentDigest
    /// The media type, such as `application/pdf`.
    public let mediaType: String?
    /// The opportunity that it belongs to.
    public let opportunity: OpportunityID?
    /// The account that it belongs to.
    public let account: AccountID?
    /// The visit that brought it.
    public let visit: VisitID?
    /// The contract that it belongs to.
    public let contract: ContractID?

    /// Creates the event.
    public init(
        evidence: EvidenceKind, digest: ContentDigest, mediaType: String? = nil, opportunity: OpportunityID? = nil,
        account: AccountID? = nil, visit: VisitID? = nil, contract: ContractID? = nil
    ) {
        self.evidence = evidence
        self.digest = digest
        self.mediaType = mediaType
        self.opportunity = opportunity
        self.account = account
        self.visit = visit
        self.contract = contract
    }

    /// The contract's, else the opportunity's, else the account's, else its own.
    public var stream: StreamName {
        contract.map(StreamName.contract) ?? opportunity.map(StreamName.opportunity) ?? account.map(StreamName.account)
            ?? .evidence(digest)
    }
    /// The opportunity, account, visit and contract, and its kind.
    public var tags: [Tag] {
        Tag.list(
            .evidence(evidence), opportunity.map(Tag.opportunity), account.map(Tag.account), visit.map(Tag.visit),
            contract.map(Tag.contract))
    }

    package enum CodingKeys: Int, CodingKey {
        case evidence = 1
        case digest = 2
        case mediaType = 3
        case opportunity = 4
        case account = 5
        case visit = 6
        case contract = 7
    }
}
