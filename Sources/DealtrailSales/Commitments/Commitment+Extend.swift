public import DealtrailModel

extension Commitment {
    /// Puts a promise off, with the consent of the customer (`docs/features.md` row 128).
    public struct Extend: Command {
        /// The promise.
        public let commitment: CommitmentID
        /// By when it is to be kept from here on.
        public let due: Timestamp
        /// The SHA-256 of the consent, which lies in the blobs; without it the promise stands.
        public let evidence: ContentDigest?
        /// Why, in words.
        public let reason: String?

        /// `commitment.extend`.
        public static let kind: EventKind = "commitment.extend"
        /// The promise's.
        public var subject: StreamName { .commitment(commitment) }
        /// The promise.
        public var tags: [Tag] { [.commitment(commitment)] }
        /// The promise.
        public var scope: Query { CommitmentDecider.scope(commitment) }

        /// Refuses an unknown promise, one that was kept (`commitment.fulfilled`), a missing consent
        /// (`commitment.consent-required`), a consent that was given to another time (`commitment.consent-used`), and
        /// a time that has passed (`commitment.due-passed`) or is not later than the one that holds
        /// (`commitment.not-later`).
        public func decide(_ state: CommitmentState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            let made = try state.require(commitment, policy)
            if state.fulfilled != nil {
                throw policy.refusal(
                    "commitment.fulfilled", "the promise \(commitment) was kept already", ["commitment": commitment])
            }
            guard let evidence else {
                throw policy.refusal(
                    "commitment.consent-required", "only the customer's consent moves a promise; attach what shows it",
                    ["commitment": commitment, "due": state.due ?? made.due])
            }
            if let earlier = state.extended.first(where: { $0.evidence == evidence }) {
                guard earlier.due != due else { return [] }
                throw policy.refusal(
                    "commitment.consent-used", "that consent is to \(earlier.due)",
                    ["commitment": commitment, "due": due, "consent": evidence])
            }
            let holds = state.due ?? made.due
            guard due > holds else {
                throw policy.refusal(
                    "commitment.not-later", "the promise is due at \(holds); an extension is later",
                    ["commitment": commitment, "due": due, "holds": holds])
            }
            try policy.requireAhead(due, in: context, rule: "commitment.due-passed", of: commitment)
            return [
                ProposedEvent(
                    CommitmentExtended(
                        commitment: commitment, due: due, previous: holds, evidence: evidence, reason: reason,
                        account: made.account, opportunity: made.opportunity, contract: made.contract,
                        voiceNote: made.voiceNote,
                        owner: made.owner))
            ]
        }

        package enum CodingKeys: Int, CodingKey {
            case commitment = 1
            case due = 2
            case evidence = 3
            case reason = 4
        }

        /// Decisions rest on the promise.
        public typealias Decider = CommitmentDecider
    }

    /// Puts a promise off, with the consent of the customer.
    public static func extend(
        _ commitment: CommitmentID, to due: Timestamp, consent evidence: ContentDigest? = nil, reason: String? = nil
    ) -> Extend {
        Extend(commitment: commitment, due: due, evidence: evidence, reason: reason)
    }
}
