public import DealtrailModel

extension Evidence {
    /// Attaches a document to an opportunity (`docs/features.md` row 31).
    public struct Attach: Command {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// What it is evidence of.
        public let evidence: EvidenceKind
        /// The SHA-256 of the document, which lies in the blobs.
        public let digest: ContentDigest
        /// The media type, such as `application/pdf`.
        public let mediaType: String?
        /// The visit that brought it.
        public let visit: VisitID?

        /// `evidence.attach`.
        public static let kind: EventKind = "evidence.attach"
        /// The opportunity's.
        public var subject: StreamName { .opportunity(opportunity) }
        /// The opportunity.
        public var tags: [Tag] { [.opportunity(opportunity)] }
        /// The events about the opportunity itself.
        public var scope: Query { OpportunityDecider.scope(opportunity) }

        /// Refuses an unknown opportunity; the same document for the same purpose is attached once.
        public func decide(
            _ state: OpportunityState, in context: DecisionContext
        ) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(evidence, visit)
            let facts = try state.require(opportunity, open: false, policy)
            if facts.documents.contains(digest), facts.evidence[evidence] != nil { return [] }
            return [
                ProposedEvent(
                    EvidenceAttached(
                        evidence: evidence, digest: digest, mediaType: mediaType, opportunity: opportunity,
                        account: facts.created.account, visit: visit))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case evidence = 2
            case digest = 3
            case mediaType = 4
            case visit = 5
        }

        /// Decisions rest on the opportunity.
        public typealias Decider = OpportunityDecider
    }

    /// Attaches a document to an opportunity.
    public static func attach(
        _ evidence: EvidenceKind, digest: ContentDigest, to opportunity: OpportunityID, mediaType: String? = nil,
        visit: VisitID? = nil
    ) -> Attach {
        Attach(opportunity: opportunity, evidence: evidence, digest: digest, mediaType: mediaType, visit: visit)
    }
}
