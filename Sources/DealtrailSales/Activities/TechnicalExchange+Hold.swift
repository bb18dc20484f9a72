public import DealtrailModel

extension TechnicalExchange {
    /// Records that technicians of both sides talked (`docs/features.md` row 49).
    public struct Hold: Command {
        /// The meeting.
        public let meeting: MeetingID
        /// The account.
        public let account: AccountID
        /// What it was about.
        public let opportunity: OpportunityID?
        /// The quote that it was about.
        public let quote: QuoteID?
        /// The representative whose matter it is; `nil` for the author.
        public let owner: ActorID?
        /// The SHA-256 of the minutes, which lie in the blobs.
        public let evidence: ContentDigest?

        /// `technical-exchange.hold`.
        public static let kind: EventKind = "technical-exchange.hold"
        /// The account's.
        public var subject: StreamName { .account(account) }
        /// The meeting, account, opportunity and quote.
        public var tags: [Tag] {
            Tag.list(.meeting(meeting), .account(account), opportunity.map(Tag.opportunity), quote.map(Tag.quote))
        }
        /// The meeting, the creation of what it is about, and everything that concerns the quote.
        public var scope: Query {
            ActivityDecider.scope(tag: .meeting(meeting), account: account, lead: nil, opportunity: opportunity).or(
                quote.map(QuoteDecider.scope) ?? .none)
        }

        /// Refuses an unknown account, opportunity or quote, and an exchange that exists otherwise
        /// (`technical-exchange.exists`).
        ///
        /// The minutes may be handed in later: the same exchange is then recorded once more, with them.
        public func decide(_ state: ActivityState, in context: DecisionContext) throws(Refusal) -> [ProposedEvent] {
            let policy = try context.salesPolicy()
            try policy.requireNames(meeting, account, opportunity, quote, owner)
            try state.requireCustomer(account: account, lead: nil, opportunity: opportunity, policy)
            if let quote { try state.quote.require(quote, policy) }
            let known = state.exchanges[meeting]
            let owner = owner ?? known?.owner ?? context.author.id
            return try policy.record(evidence, known: known, rule: "technical-exchange.exists", name: meeting) {
                evidence in
                TechnicalExchangeHeld(
                    meeting: meeting, account: account, opportunity: opportunity, quote: quote, owner: owner,
                    evidence: evidence)
            }
        }

        package enum CodingKeys: Int, CodingKey {
            case meeting = 1
            case account = 2
            case opportunity = 3
            case quote = 4
            case owner = 5
            case evidence = 6
        }

        /// Decisions rest on what is known of the meeting.
        public typealias Decider = ActivityDecider
    }

    /// Records that technicians of both sides talked.
    public static func hold(
        _ meeting: MeetingID, with account: AccountID, about opportunity: OpportunityID? = nil, quote: QuoteID? = nil,
        by owner: ActorID? = nil, minutes evidence: ContentDigest? = nil
    ) -> Hold {
        Hold(
            meeting: meeting, account: account, opportunity: opportunity, quote: quote, owner: owner, evidence: evidence
        )
    }
}
