public import DealtrailModel

/// A promise was put off with the consent of the customer (`docs/features.md` row 128).
///
/// Only with the document that shows the consent is it evidenced, and moves the deadline.
public struct CommitmentExtended: EvidencedEvent, DueEvent {
    /// `commitment.extended`.
    public static let kind: EventKind = "commitment.extended"

    /// The promise.
    public let commitment: CommitmentID
    /// By when it is to be kept from here on.
    public let due: Timestamp
    /// By when it was to be kept until here, when known.
    public let previous: Timestamp?
    /// The SHA-256 of the customer's consent; `nil` where an import has none.
    public let evidence: ContentDigest?
    /// Why, in words.
    public let reason: String?
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
        commitment: CommitmentID, due: Timestamp, previous: Timestamp? = nil, evidence: ContentDigest? = nil,
        reason: String? = nil, account: AccountID? = nil, opportunity: OpportunityID? = nil,
        contract: ContractID? = nil, voiceNote: VoiceNoteID? = nil, owner: ActorID? = nil
    ) {
        self.commitment = commitment
        self.due = due
        self.previous = previous
        self.evidence = evidence
        self.reason = reason
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
    /// The number of the field that states the due time.
    public static var dueField: UInt64 { UInt64(CodingKeys.due.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case commitment = 1
        case due = 2
        case previous = 3
        case evidence = 4
        case reason = 5
        case account = 6
        case opportunity = 7
        case contract = 8
        case voiceNote = 9
        case owner = 10
    }
}
