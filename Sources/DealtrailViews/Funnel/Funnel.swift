public import DealtrailModel
public import DealtrailSales

/// Every opportunity with its visits to stages and what came of it (`docs/features.md` rows 30, 38 and 41).
///
/// The key is the stream. Nothing is counted here: ``FunnelCases`` counts, by a ``FunnelDefinition``.
public enum Funnel: Projection {
    /// A stay in a stage.
    public struct Visit: Codable, Hashable, Sendable {
        /// The index of the stage in ``State/stages``.
        public let stage: Int
        /// When the stage was entered; `nil` when nobody recorded it.
        public let entered: Timestamp?
        /// When it was left; `nil` while the visit runs, or when nobody recorded it.
        public internal(set) var left: Timestamp?
        /// Whether it was left.
        public internal(set) var isOver = false

        /// How long it took in nanoseconds; `nil` while it runs and where a time is not known.
        public var nanoseconds: Int64? {
            guard let entered, let left else { return nil }
            return Int64(clamping: Int128(left.nanoseconds) - Int128(entered.nanoseconds))
        }

        enum CodingKeys: Int, CodingKey {
            case stage = 1
            case entered = 2
            case left = 3
            case isOver = 4
        }
    }

    /// How an opportunity ended.
    public struct Outcome: Codable, Hashable, Sendable {
        /// Whether it was won; lost otherwise.
        public let isWon: Bool
        /// When; `nil` when nobody recorded it.
        public let closedAt: Timestamp?
        /// What it brought, or would have brought; `nil` when not recorded.
        public let amount: Money?
        /// The event.
        public let position: UInt64
        /// After how many visits it came.
        public let visits: Int
        /// What it would have brought at list prices, when somebody said.
        public let atList: Money?

        enum CodingKeys: Int, CodingKey {
            case isWon = 1
            case closedAt = 2
            case amount = 3
            case position = 4
            case visits = 5
            case atList = 6
        }
    }

    /// What is known of one opportunity.
    public struct State: Codable, Hashable, Sendable {
        /// The opportunity.
        public let opportunity: OpportunityID
        /// The stage path, when known.
        public internal(set) var pipeline: PipelineName?
        /// The version of the stage path.
        public internal(set) var pipelineVersion: Int?
        /// The stages of the pinned path in order, then others that it entered.
        public internal(set) var stages: [StageName] = []
        /// How many of ``stages`` are of the path.
        public internal(set) var pathCount = 0
        /// The account, when known.
        public internal(set) var account: AccountID?
        /// The representative who owns it, when known.
        public internal(set) var owner: ActorID?
        /// What it is mainly about, when known.
        public internal(set) var product: ProductID?
        /// What it may be worth, when somebody said.
        public internal(set) var amount: Money?
        /// How many units of the product, when somebody said.
        public internal(set) var quantity: ScaledDecimal?
        /// When it was created; `nil` when nobody recorded it.
        public internal(set) var createdAt: Timestamp?
        /// All visits, in the order in which they happened; those whose time is not known first.
        public internal(set) var visits: [Visit] = []
        /// How it ended; `nil` while it is open.
        public internal(set) var outcome: Outcome?
        /// How often it was reopened.
        public internal(set) var reopenings = 0
        /// The team that its events name, in a tag `team:` or else `manager:`; `nil` when they name none.
        public internal(set) var team: String?
        /// The sales region that its events name, in a tag `region:`; `nil` when they name none.
        public internal(set) var region: String?

        init(opportunity: OpportunityID) { self.opportunity = opportunity }

        /// The stage that it is in; `nil` before the first one and when it is closed.
        public var currentStage: StageName? {
            guard outcome == nil, let visit = visits.last, !visit.isOver else { return nil }
            return stages[visit.stage]
        }

        /// When the first stage with a known time was entered.
        public var firstEntered: Timestamp? { visits.lazy.compactMap(\.entered).first }

        /// Whether nothing about it has a known time.
        public var isUndated: Bool {
            createdAt == nil && outcome?.closedAt == nil && visits.allSatisfy { $0.entered == nil }
        }

        enum CodingKeys: Int, CodingKey {
            case opportunity = 1
            case pipeline = 2
            case pipelineVersion = 3
            case stages = 4
            case pathCount = 5
            case account = 6
            case owner = 7
            case product = 8
            case amount = 9
            case createdAt = 10
            case visits = 11
            case outcome = 12
            case reopenings = 13
            case quantity = 14
            case team = 15
            case region = 16
        }
    }

    /// `funnel`.
    public static let name = "funnel"
    /// 2: with quantities; 3: with team and region.
    public static let codeVersion: UInt32 = 3

    /// Nothing known of the opportunity in the key.
    public static func initial(key: String) -> State {
        let prefix = "opportunity:".utf8
        guard key.utf8.starts(with: prefix) else { return State(opportunity: OpportunityID(key)) }
        return State(opportunity: OpportunityID(String(Substring(key.utf8.dropFirst(prefix.count)))))
    }

    /// Every event of an opportunity.
    public static let rows = ProjectionRows<State>(
        stageRows + endRows,
        ignoring: [
            AlertRaised.kind, AlertEscalated.kind, AlertAcknowledged.kind, AlertSuppressed.kind, AlertResolved.kind,
            ClockTicked.kind,
            AccountCreated.kind, AccountTiered.kind, AccountOwnerChanged.kind, AccountsMerged.kind, AccountsSplit.kind,
            PipelineDefined.kind, VisitCheckedIn.kind, VisitCompleted.kind, EvidenceAttached.kind,
            SatisfactionRecorded.kind, CompetitorOfferReported.kind, PriceListEntrySet.kind,
            PriceListEntryChanged.kind, PriceListEntryRemoved.kind, QuoteCreated.kind, QuoteLineAdded.kind,
            QuoteLineRemoved.kind, QuoteLinePriceChanged.kind, QuoteDiscountApplied.kind, QuoteRepriced.kind,
            QuoteVersionStarted.kind, QuoteSubmitted.kind, QuoteSent.kind, QuoteAccepted.kind, QuoteRejected.kind,
            QuoteExpired.kind, ApprovalRequested.kind, ApprovalStepAssigned.kind, ApprovalViewed.kind,
            ApprovalStepDecided.kind, ApprovalGranted.kind, ApprovalRejected.kind, ApprovalWithdrawn.kind,
            ApprovalInvalidated.kind, ContractSigned.kind, OrderPlaced.kind, PolicyPublished.kind, PolicyActivated.kind,
            PolicyRetired.kind,
            AuthorKeyRegistered.kind, AuthorKeyRotated.kind, AuthorKeyRevoked.kind, ImportStarted.kind,
            RepresentativeAssigned.kind, MaterialVersionPublished.kind,
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
