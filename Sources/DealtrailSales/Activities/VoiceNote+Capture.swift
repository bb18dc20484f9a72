public import DealtrailModel

extension VoiceNote {
    /// Keeps a spoken note about a customer (`docs/features.md` row 64).
    public struct Capture: Command {
        /// The note.
        public let voiceNote: VoiceNoteID
        /// The account.
        public let account: AccountID
        /// The opportunity that it is about.
        public let opportunity: OpportunityID?
        /// Who spoke it; `nil` for the author.
        public let owner: ActorID?
        /// The SHA-256 of the recording, which lies in the blobs.
        public let evidence: ContentDigest

        /// `voice-note.capture`.
        public static let kind: EventKind = "voice-note.capture"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The note, account and opportunity.
        public var tags: [Tag] { Tag.list(.voiceNote(voiceNote), .account(account), opportunity.map(Tag.opportunity)) }
        /// The note, and the beginning of what it is about.
        public var scope: Query {
            SubjectsDecider.scope(account: account, opportunity: opportunity, voiceNote: voiceNote)
        }

        /// Refuses an unknown account or opportunity, and a note that exists otherwise (`voice-note.exists`).
        public func decide(_ state: SubjectsState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(voiceNote, account, opportunity, owner)
            let known = state.voiceNotes[voiceNote]
            let captured = VoiceNoteCaptured(
                voiceNote: voiceNote, account: account, opportunity: opportunity,
                owner: owner ?? known?.owner ?? context.author.id, evidence: evidence)
            guard known != captured else { return [] }
            guard known == nil else {
                throw policy.refusal(
                    "voice-note.exists", "the voice note \(voiceNote) is kept already, with other content",
                    ["voiceNote": voiceNote])
            }
            try state.require(account: account, opportunity: opportunity, policy)
            return [ProposedEvent(captured)]
        }

        package enum CodingKeys: Int, CodingKey {
            case voiceNote = 1
            case account = 2
            case opportunity = 3
            case owner = 4
            case evidence = 5
        }

        /// Decisions rest on what it is about.
        public typealias Decider = SubjectsDecider
    }

    /// Keeps a spoken note about a customer.
    public static func capture(
        _ voiceNote: VoiceNoteID, about account: AccountID, recording evidence: ContentDigest,
        opportunity: OpportunityID? = nil, by owner: ActorID? = nil
    ) -> Capture {
        Capture(voiceNote: voiceNote, account: account, opportunity: opportunity, owner: owner, evidence: evidence)
    }
}
