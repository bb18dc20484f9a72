public import DealtrailModel

extension Commitment {
    /// Records that a promise was kept (`docs/features.md` rows 128 and 132).
    public struct Fulfil: Command {
        /// The promise.
        public let commitment: CommitmentID
        /// The SHA-256 of what shows it, which lies in the blobs.
        public let evidence: ContentDigest?

        /// `commitment.fulfil`.
        public static let kind: EventKind = "commitment.fulfil"
        /// The promise's.
        public var subject: StreamName { .commitment(commitment) }
        /// The promise.
        public var tags: [Tag] { [.commitment(commitment)] }
        /// The promise.
        public var scope: Query { CommitmentDecider.scope(commitment) }

        /// Refuses an unknown promise, and another document for one that was kept (`commitment.fulfilled`).
        ///
        /// What shows it may be handed in later: it is then recorded once more, with that.
        public func decide(_ state: CommitmentState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let made = try state.require(commitment, policy)
            return try policy.record(evidence, known: state.fulfilled, rule: "commitment.fulfilled", name: commitment) {
                evidence in
                CommitmentFulfilled(
                    commitment: commitment, promised: made.due, evidence: evidence, account: made.account,
                    opportunity: made.opportunity, contract: made.contract, voiceNote: made.voiceNote, owner: made.owner
                )
            }
        }

        package enum CodingKeys: Int, CodingKey {
            case commitment = 1
            case evidence = 2
        }

        /// Decisions rest on the promise.
        public typealias Decider = CommitmentDecider
    }

    /// Records that a promise was kept.
    public static func fulfil(_ commitment: CommitmentID, shown evidence: ContentDigest? = nil) -> Fulfil {
        Fulfil(commitment: commitment, evidence: evidence)
    }
}
