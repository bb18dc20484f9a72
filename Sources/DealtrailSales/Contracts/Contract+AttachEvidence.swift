public import DealtrailModel

extension Contract {
    /// Attaches a document to a contract, such as its scan (`docs/features.md` row 21).
    public struct AttachEvidence: Command {
        /// The contract.
        public let contract: ContractID
        /// What it is evidence of, such as `contract-scan`.
        public let evidence: EvidenceKind
        /// The SHA-256 of the document, which lies in the blobs.
        public let digest: ContentDigest
        /// The media type, such as `application/pdf`.
        public let mediaType: String?

        /// `contract.attach-evidence`.
        public static let kind: EventKind = "contract.attach-evidence"
        /// The contract's.
        public var subject: StreamName { .contract(contract) }
        /// The contract.
        public var tags: [Tag] { [.contract(contract)] }
        /// The contract and its documents.
        public var scope: Query { InvoiceDecider.scope(contract) }

        /// Refuses an unknown contract; the same document for the same purpose is attached once.
        public func decide(_ state: InvoiceState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(evidence)
            let signed = try state.require(contract, policy)
            if state.documents.contains(where: { $0.digest == digest && $0.evidence == evidence }) { return [] }
            return [
                ProposedEvent(
                    EvidenceAttached(
                        evidence: evidence, digest: digest, mediaType: mediaType, opportunity: signed.opportunity,
                        account: signed.account, contract: contract))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case contract = 1
            case evidence = 2
            case digest = 3
            case mediaType = 4
        }

        /// Decisions rest on the contract.
        public typealias Decider = InvoiceDecider
    }

    /// Attaches a document to a contract.
    public static func attachEvidence(
        _ evidence: EvidenceKind, digest: ContentDigest, to contract: ContractID, mediaType: String? = nil
    ) -> AttachEvidence {
        AttachEvidence(contract: contract, evidence: evidence, digest: digest, mediaType: mediaType)
    }
}
