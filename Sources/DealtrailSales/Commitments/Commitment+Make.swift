public import DealtrailModel

extension Commitment {
    /// Promises something to a customer by a time (`docs/features.md` row 128).
    public struct Make: Command {
        /// The promise.
        public let commitment: CommitmentID
        /// The account.
        public let account: AccountID
        /// By when it is to be kept.
        public let due: Timestamp
        /// What is promised, in words that name nobody.
        public let what: String
        /// The opportunity that it belongs to.
        public let opportunity: OpportunityID?
        /// The contract that it belongs to.
        public let contract: ContractID?
        /// The voice note that it came from.
        public let voiceNote: VoiceNoteID?
        /// Who promises it; `nil` for the author.
        public let owner: ActorID?

        /// `commitment.make`.
        public static let kind: EventKind = "commitment.make"
        /// The promise's.
        public var subject: StreamName { .commitment(commitment) }
        /// The promise, account, opportunity, contract and voice note.
        public var tags: [Tag] {
            Tag.list(
                .commitment(commitment), .account(account), opportunity.map(Tag.opportunity),
                contract.map(Tag.contract), voiceNote.map(Tag.voiceNote))
        }
        /// The promise, and the beginning of what it belongs to.
        public var scope: Query {
            CommitmentDecider.scope(commitment).or(
                SubjectsDecider.scope(
                    account: account, opportunity: opportunity, contract: contract, voiceNote: voiceNote))
        }

        /// Refuses an unknown account, opportunity, contract or voice note, a promise of nothing
        /// (`commitment.what-required`), a time that has passed (`commitment.due-passed`), and a promise that exists
        /// otherwise (`commitment.exists`).
        public func decide(_ state: CommitmentState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(commitment, account, opportunity, contract, voiceNote, owner)
            let known = state.made[commitment]
            let made = CommitmentMade(
                commitment: commitment, due: due, what: what, account: account, opportunity: opportunity,
                contract: contract,
                voiceNote: voiceNote, owner: owner ?? known?.owner ?? context.author.id)
            guard known != made else { return [] }
            guard known == nil else {
                throw policy.refusal(
                    "commitment.exists",
                    "the promise \(commitment) is made already; a later time needs the customer's consent",
                    ["commitment": commitment])
            }
            try policy.requireReason(what, rule: "commitment.what-required", of: commitment)
            try state.subjects.require(
                account: account, opportunity: opportunity, contract: contract, voiceNote: voiceNote, policy)
            try policy.requireAhead(due, in: context, rule: "commitment.due-passed", of: commitment)
            return [ProposedEvent(made)]
        }

        package enum CodingKeys: Int, CodingKey {
            case commitment = 1
            case account = 2
            case due = 3
            case what = 4
            case opportunity = 5
            case contract = 6
            case voiceNote = 7
            case owner = 8
        }

        /// Decisions rest on the promise.
        public typealias Decider = CommitmentDecider
    }

    /// Promises something to a customer by a time.
    public static func make(
        _ commitment: CommitmentID, to account: AccountID, due: Timestamp, _ what: String,
        opportunity: OpportunityID? = nil, contract: ContractID? = nil, from voiceNote: VoiceNoteID? = nil,
        by owner: ActorID? = nil
    ) -> Make {
        Make(
            commitment: commitment, account: account, due: due, what: what, opportunity: opportunity,
            contract: contract, voiceNote: voiceNote, owner: owner)
    }
}
