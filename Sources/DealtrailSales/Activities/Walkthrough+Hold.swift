public import DealtrailModel

extension Walkthrough {
    /// Records that a sent quote was gone through with the customer (`docs/features.md` row 16).
    public struct Hold: Command {
        /// The meeting.
        public let meeting: MeetingID
        /// The quote.
        public let quote: QuoteID
        /// The version; `nil` for the one that was sent last.
        public let version: Int?
        /// The representative who held it; `nil` for the quote's, else the author.
        public let owner: ActorID?
        /// The SHA-256 of the minutes, which lie in the blobs; without them the rule of the 48 hours is not met.
        public let evidence: ContentDigest?

        /// `walkthrough.hold`.
        public static let kind: EventKind = "walkthrough.hold"
        /// The quote's.
        public var subject: StreamName { .quote(quote) }
        /// The meeting and quote.
        public var tags: [Tag] { [.meeting(meeting), .quote(quote)] }
        /// Everything that concerns the quote.
        public var scope: Query { QuoteDecider.scope(quote) }

        /// Refuses an unknown quote, a version that was not sent, and a walkthrough that exists otherwise
        /// (`walkthrough.exists`).
        ///
        /// The minutes may be handed in later: the same walkthrough is then recorded once more, with them.
        public func decide(_ state: ActivityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(meeting, owner)
            let created = try state.quote.require(quote, policy)
            let known = state.walkthroughs[meeting]
            let shown = try state.quote.requireSent(version ?? known?.version, of: quote, policy)
            let owner = owner ?? known?.owner ?? created.owner ?? context.author.id
            return try policy.record(evidence, known: known, rule: "walkthrough.exists", name: meeting) { evidence in
                WalkthroughHeld(
                    meeting: meeting, quote: quote, version: shown, account: created.account,
                    opportunity: created.opportunity, owner: owner, evidence: evidence)
            }
        }

        package enum CodingKeys: Int, CodingKey {
            case meeting = 1
            case quote = 2
            case version = 3
            case owner = 4
            case evidence = 5
        }

        /// Decisions rest on the quote.
        public typealias Decider = ActivityDecider
    }

    /// Records that a sent quote was gone through with the customer.
    public static func hold(
        _ meeting: MeetingID, of quote: QuoteID, version: Int? = nil, by owner: ActorID? = nil,
        minutes evidence: ContentDigest? = nil
    ) -> Hold {
        Hold(meeting: meeting, quote: quote, version: version, owner: owner, evidence: evidence)
    }
}
