public import DealtrailModel
public import DealtrailSales

/// What the health of a customer rests on (`docs/features.md` row 112); ``HealthScore`` computes it.
///
/// The key is the tag `account:...`. A score is never stored: it follows from this state, the rules and a time.
public enum CustomerHealth: Projection {
    /// An order that counts towards revenue.
    public struct Order: Hashable, Sendable {
        /// The event.
        public let position: UInt64
        /// The identifier of the event.
        public let id: EventID
        /// When it was placed.
        public let placedAt: Timestamp
        /// What it is worth.
        public let amount: Money
    }

    /// What is known of one account.
    public struct State: Codable, Hashable, Sendable {
        /// The account.
        public let account: AccountID
        /// The representative who owns it, when known.
        public internal(set) var owner: ActorID?
        /// The tier, when it has one.
        public internal(set) var tier: TierName?
        /// What set the tier.
        public internal(set) var tieredBy: EventMark?
        /// The last check-in, completed visit, call or meeting whose time is known; derived, never typed
        /// (`docs/features.md` row 54).
        public internal(set) var followedUpBy: EventMark?
        /// The last satisfaction score, 0 to 100.
        public internal(set) var satisfaction: Int?
        /// What set it.
        public internal(set) var satisfactionBy: EventMark?
        /// Orders with a time and an amount, in the order in which they were placed.
        public internal(set) var orders: [Order] = []
        /// Orders without a time or an amount: they cannot be placed in a period and do not count.
        public internal(set) var undatedOrders = 0
        /// Follow-ups without a time: they do not count either.
        public internal(set) var undatedFollowUps = 0
        /// Accounts that count as part of this one.
        public internal(set) var absorbed: [AccountID] = []

        init(account: AccountID) { self.account = account }

        enum CodingKeys: Int, CodingKey {
            case account = 1
            case owner = 2
            case tier = 3
            case tieredBy = 4
            case followedUpBy = 5
            case satisfaction = 6
            case satisfactionBy = 7
            case orders = 8
            case undatedOrders = 9
            case undatedFollowUps = 10
            case absorbed = 11
        }
    }

    /// `customer-health`.
    public static let name = "customer-health"
    /// 3: with calls, meetings, claims and releases.
    public static let codeVersion: UInt32 = 3

    /// Nothing known of the account in the key.
    public static func initial(key: String) -> State {
        let prefix = "account:".utf8
        guard key.utf8.starts(with: prefix) else { return State(account: AccountID(key)) }
        return State(account: AccountID(String(Substring(key.utf8.dropFirst(prefix.count)))))
    }

    /// Tiers, follow-ups, orders, satisfaction, owners, claims, releases, merges and splits.
    public static let rows = ProjectionRows<State>(
        accountRows + factorRows,
        ignoring: [
            AlertRaised.kind, AlertEscalated.kind, AlertAcknowledged.kind, AlertSuppressed.kind, AlertResolved.kind,
            ClockTicked.kind,
            PipelineDefined.kind, OpportunityCreated.kind, OpportunityStageEntered.kind, OpportunityOwnerChanged.kind,
            OpportunityWon.kind, OpportunityLost.kind, OpportunityReopened.kind, EvidenceAttached.kind,
            CompetitorOfferReported.kind, PriceListEntrySet.kind, PriceListEntryChanged.kind,
            PriceListEntryRemoved.kind, QuoteCreated.kind, QuoteLineAdded.kind, QuoteLineRemoved.kind,
            QuoteLinePriceChanged.kind, QuoteDiscountApplied.kind, QuoteRepriced.kind, QuoteVersionStarted.kind,
            QuoteSubmitted.kind, QuoteSent.kind, QuoteAccepted.kind, QuoteRejected.kind, QuoteExpired.kind,
            ApprovalRequested.kind, ApprovalStepAssigned.kind, ApprovalViewed.kind, ApprovalStepDecided.kind,
            ApprovalGranted.kind, ApprovalRejected.kind, ApprovalWithdrawn.kind, ApprovalInvalidated.kind,
            ContractSigned.kind, PolicyPublished.kind, PolicyActivated.kind, PolicyRetired.kind,
            AuthorKeyRegistered.kind, AuthorKeyRotated.kind,
            AuthorKeyRevoked.kind, ImportStarted.kind, RepresentativeAssigned.kind, MaterialVersionPublished.kind,
            MaterialRolledBack.kind, MaterialUsed.kind,
            ReactionEnabled.kind, ReactionDisabled.kind, ReactionApplied.kind, MessageDelivered.kind,
            MessageFailed.kind, MessageDeadLettered.kind, MessageResent.kind, OutboxClaimed.kind,
            CommandRefused.kind, PrivateNoteAdded.kind, PolicyImpactEvaluated.kind,
            CustomerFeedbackReceived.kind, TechnicalExchangeHeld.kind, WalkthroughHeld.kind, ComplaintRecorded.kind,
            LeadCaptured.kind, LeadGraded.kind, LeadAssigned.kind, LeadFirstResponseMade.kind,
            LeadFirstContactMade.kind, LeadConverted.kind, LeadDiscarded.kind, TouchpointOpened.kind,
            TouchpointCompleted.kind, QuoteOpened.kind, FeasibilityAnswered.kind, InstalmentScheduled.kind,
            PaymentRequested.kind, PaymentReceived.kind,
            VoiceNoteCaptured.kind, CommitmentMade.kind, CommitmentExtended.kind, CommitmentFulfilled.kind,
            TicketOpened.kind, TicketAnswered.kind, TicketResolved.kind, InvoiceRequested.kind, AuthorityDelegated.kind,
            AuthorityRevoked.kind,
        ])
}
