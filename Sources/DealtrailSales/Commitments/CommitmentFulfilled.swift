public import DealtrailModel

/// A promise was kept (`docs/features.md` rows 128 and 132).
public struct CommitmentFulfilled: EvidencedEvent {
    /// `commitment.fulfilled`.
    public static let kind: EventKind = "commitment.fulfilled"

    /// The promise.
    public let commitment: CommitmentID
    /// By when it was promised at first, when known; what was put off since does not move it.
    public let promised: Timestamp?
    /// The SHA-256 of what shows it, such as an acceptance; `nil` when nothing does.
    public let evidence: ContentDigest?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The contract, when it belongs to one.
    public let contract: ContractID?
    /// The voice note that it came from, when it came from one.
    public let voiceNote: VoiceNoteID?
    /// Who promised it, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        commitment: CommitmentID, promised: Timestamp? = nil, evidence: ContentDigest? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, contract: ContractID? = nil, voiceNote: VoiceNoteID? = nil,
        owner: ActorID? = nil
    ) {
        self.commitment = commitment
        self.promised = promised
        self.evidence = evidence
        self.account = account
        self.opportunity = opportunity
        self.contract = contract
        self.voiceNote = voiceNote
        self.owner = owner
    }

    /// The promise's.
    public var stream: StreamName { .commitment(commitment) }
    /// The promise, account, opportunity, contract, voice note and owner.
    public var tags: [Tag] {
        Tag.list(
            .commitment(commitment), account.map(Tag.account), opportunity.map(Tag.opportunity),
            contract.map(Tag.contract), voiceNote.map(Tag.voiceNote), owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case commitment = 1
        case promised = 2
        case evidence = 3
        case account = 4
        case opportunity = 5
        case contract = 6
        case voiceNote = 7
        case owner = 8
    }
}
