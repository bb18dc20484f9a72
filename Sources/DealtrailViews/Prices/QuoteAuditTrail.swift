public import DealtrailModel
public import DealtrailSales

/// Every quote and every entry of a price list with its prices and all of their edits (`docs/features.md` row 1).
///
/// The key is the stream of a quote, or the tag `list-entry:LIST/PRODUCT`: a list with thousands of products is not
/// written anew for a change of one. The state keeps what each edit did and where it stands; ``PriceHistory`` reads the events at
/// those positions and tells who, why and with whose approval.
public enum QuoteAuditTrail: Projection {
    /// Where a quote stands.
    public enum Phase: String, Codable, Hashable, Sendable, CaseIterable {
        /// Being edited.
        case draft
        /// Waiting for an approval or to be sent.
        case submitted
        /// With the customer.
        case sent
        /// The customer accepted it.
        case accepted
        /// The customer rejected it.
        case rejected
        /// It ran out without an answer.
        case expired

        /// Whether its prices still bind or may come to bind: neither rejected nor expired.
        public var isLive: Bool { self != .rejected && self != .expired }
    }

    /// What is known of one quote or entry of a price list.
    public struct State: Codable, Hashable, Sendable {
        /// The account; `nil` in an entry of a price list and where an import does not know it.
        public internal(set) var account: AccountID?
        /// The opportunity, when it belongs to one.
        public internal(set) var opportunity: OpportunityID?
        /// The representative who owns it, when known.
        public internal(set) var owner: ActorID?
        /// The version that is edited, from 1.
        public internal(set) var version = 1
        /// Where the quote stands; means nothing in an entry of a price list.
        public internal(set) var phase = Phase.draft
        /// Lines in the order of their addition, or the prices of an entry by field; removed ones too.
        public internal(set) var items: [PricedItem] = []

        enum CodingKeys: Int, CodingKey {
            case account = 1
            case opportunity = 2
            case owner = 3
            case version = 4
            case phase = 5
            case items = 6
        }
    }

    /// `quote-audit-trail`.
    public static let name = "quote-audit-trail"
    /// 3.
    public static let codeVersion: UInt32 = 3

    /// Nothing known.
    public static func initial(key: String) -> State { State() }

    /// Every event of a quote or price list that moves a price, a version or a phase.
    public static let rows = ProjectionRows<State>(
        quoteRows + lineRows + listRows,
        ignoring: [
            AlertRaised.kind, AlertEscalated.kind, AlertAcknowledged.kind, AlertSuppressed.kind, AlertResolved.kind,
            ClockTicked.kind,
            AccountCreated.kind, AccountTiered.kind, AccountOwnerChanged.kind, AccountsMerged.kind, AccountsSplit.kind,
            PipelineDefined.kind, OpportunityCreated.kind, OpportunityStageEntered.kind, OpportunityOwnerChanged.kind,
            OpportunityWon.kind, OpportunityLost.kind, OpportunityReopened.kind, VisitCheckedIn.kind,
            VisitCompleted.kind, EvidenceAttached.kind, SatisfactionRecorded.kind, CompetitorOfferReported.kind,
            ApprovalRequested.kind, ApprovalStepAssigned.kind, ApprovalViewed.kind, ApprovalStepDecided.kind,
            ApprovalGranted.kind, ApprovalRejected.kind, ApprovalWithdrawn.kind, ApprovalInvalidated.kind,
            ContractSigned.kind, OrderPlaced.kind, PolicyPublished.kind, PolicyActivated.kind, PolicyRetired.kind,
            AuthorKeyRegistered.kind,
            AuthorKeyRotated.kind, AuthorKeyRevoked.kind, ImportStarted.kind, RepresentativeAssigned.kind,
            MaterialVersionPublished.kind,
            MaterialRolledBack.kind, MaterialUsed.kind,
            ReactionEnabled.kind, ReactionDisabled.kind, ReactionApplied.kind, MessageDelivered.kind,
            MessageFailed.kind, MessageDeadLettered.kind, MessageResent.kind, OutboxClaimed.kind,
            CommandRefused.kind, PrivateNoteAdded.kind, PolicyImpactEvaluated.kind,
            CallConnected.kind, MeetingHeld.kind, CustomerFeedbackReceived.kind, TechnicalExchangeHeld.kind,
            WalkthroughHeld.kind, ComplaintRecorded.kind, LeadCaptured.kind, LeadGraded.kind, LeadAssigned.kind,
            LeadFirstResponseMade.kind, LeadFirstContactMade.kind, LeadConverted.kind, LeadDiscarded.kind,
            TouchpointOpened.kind, TouchpointCompleted.kind, QuoteOpened.kind, FeasibilityAnswered.kind,
            InstalmentScheduled.kind, PaymentRequested.kind, PaymentReceived.kind,
            AccountClaimed.kind, AccountReleased.kind, VoiceNoteCaptured.kind, CommitmentMade.kind,
            CommitmentExtended.kind, CommitmentFulfilled.kind, TicketOpened.kind, TicketAnswered.kind,
            TicketResolved.kind, InvoiceRequested.kind, AuthorityDelegated.kind, AuthorityRevoked.kind,
        ])
}
