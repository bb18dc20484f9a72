public import DealtrailModel

/// Something was promised to a customer by a time (`docs/features.md` rows 128 and 132).
public struct CommitmentMade: DueEvent {
    /// `commitment.made`.
    public static let kind: EventKind = "commitment.made"

    /// The promise.
    public let commitment: CommitmentID
    /// By when it is to be kept.
    public let due: Timestamp
    /// What was promised, in words that name nobody.
    public let what: String?
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
        commitment: CommitmentID, due: Timestamp, what: String? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, contract: ContractID? = nil, voiceNote: VoiceNoteID? = nil,
        owner: ActorID? = nil
    ) {
        self.commitment = commitment
        self.due = due
        self.what = what
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

    /// The number of the field that states the due time.
    public static var dueField: UInt64 { UInt64(CodingKeys.due.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case commitment = 1
        case due = 2
        case what = 3
        case account = 4
        case opportunity = 5
        case contract = 6
        case voiceNote = 7
        case owner = 8
    }
}
