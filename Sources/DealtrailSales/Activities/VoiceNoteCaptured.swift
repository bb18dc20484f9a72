public import DealtrailModel

/// A representative spoke a note about a customer (`docs/features.md` row 64).
///
/// What is to follow from it is a promise that names it: ``CommitmentMade``.
public struct VoiceNoteCaptured: EvidencedEvent {
    /// `voice-note.captured`.
    public static let kind: EventKind = "voice-note.captured"

    /// The note.
    public let voiceNote: VoiceNoteID
    /// The account.
    public let account: AccountID
    /// The opportunity, when it is about one.
    public let opportunity: OpportunityID?
    /// The representative whose matter it is, when known.
    public let owner: ActorID?
    /// The SHA-256 of the recording; `nil` where an import has none.
    public let evidence: ContentDigest?

    /// Creates the event.
    public init(
        voiceNote: VoiceNoteID, account: AccountID, opportunity: OpportunityID? = nil, owner: ActorID? = nil,
        evidence: ContentDigest? = nil
    ) {
        self.voiceNote = voiceNote
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
        self.evidence = evidence
    }

    /// The account's.
    public var stream: StreamName { .account(account) }
    /// The note, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(.voiceNote(voiceNote), .account(account), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    /// The number of the field that names the document.
    public static var evidenceField: UInt64 { UInt64(CodingKeys.evidence.rawValue) }

    package enum CodingKeys: Int, CodingKey {
        case voiceNote = 1
        case account = 2
        case opportunity = 3
        case owner = 4
        case evidence = 5
    }
}
