public import DealtrailModel

/// What a factor of customer health measures (`docs/features.md` rows 112 and 115); `docs/health.md` has a table of them.
///
/// The first four are the fields of S0, the others behaviours of the customer and of those who look after him. All of them
/// are computed from events; none can be typed.
public enum HealthSignal: String, Codable, Hashable, Sendable, CaseIterable {
    /// The tier of the customer.
    case tier
    /// How long ago somebody followed up.
    case recency
    /// What the customer ordered over the trailing days.
    case revenue
    /// How satisfied the customer said to be.
    case satisfaction
    /// Calls in which somebody was reached.
    case calls
    /// Visits, each once, and meetings.
    case visits
    /// How long the customer kept quotes open.
    case readingTime = "reading-time"
    /// Openings of a quote since the customer last answered about it.
    case unansweredOpenings = "unanswered-openings"
    /// Answers of the customer.
    case feedback
    /// Changes of quotes: prices, discounts, lines taken away.
    case quoteEdits = "quote-edits"
    /// Quotes that the customer rejected.
    case rejections
    /// Offers of competitors that the customer showed.
    case competitorOffers = "competitor-offers"
    /// Complaints.
    case complaints
    /// Promises to the customer whose time passed and that were not kept by then.
    case brokenPromises = "broken-promises"
    /// Instalments whose day passed and that were not paid in full by then.
    case latePayments = "late-payments"
    /// Tickets that nobody has answered.
    case waitingTickets = "waiting-tickets"
    /// How long tickets waited for their first answer, on average.
    case answerTime = "answer-time"

    /// The four of S0, whose rules have keys of their own.
    public static let fields: [HealthSignal] = [.tier, .recency, .revenue, .satisfaction]

    /// The others, each measured over trailing days.
    public static let behaviours = allCases.filter { !fields.contains($0) }

    /// Of what it is measured; `nil` for tier and satisfaction, and for revenue, which has a currency.
    public var unit: String? {
        switch self {
        case .tier, .revenue, .satisfaction: nil
        case .recency: "days"
        case .calls: "calls"
        case .visits: "visits"
        case .readingTime: "minutes"
        case .unansweredOpenings: "openings"
        case .feedback: "answers"
        case .quoteEdits: "edits"
        case .rejections: "rejections"
        case .competitorOffers: "offers"
        case .complaints: "complaints"
        case .brokenPromises: "promises"
        case .latePayments: "payments"
        case .waitingTickets: "tickets"
        case .answerTime: "hours"
        }
    }

    /// Whether it is a length of time, measured with six decimals rounded down; the others are whole numbers or amounts.
    public var isDuration: Bool { self == .recency || self == .readingTime || self == .answerTime }

    /// The kinds of events that it looks at.
    public var events: [EventKind] {
        switch self {
        case .tier: [AccountCreated.kind, AccountTiered.kind]
        case .recency: [VisitCheckedIn.kind, VisitCompleted.kind, CallConnected.kind, MeetingHeld.kind]
        case .revenue: [OrderPlaced.kind]
        case .satisfaction: [SatisfactionRecorded.kind]
        case .calls: [CallConnected.kind]
        case .visits: [VisitCheckedIn.kind, VisitCompleted.kind, MeetingHeld.kind]
        case .readingTime: [QuoteOpened.kind]
        case .unansweredOpenings:
            [
                QuoteOpened.kind, CustomerFeedbackReceived.kind, QuoteAccepted.kind, QuoteRejected.kind,
                QuoteVersionStarted.kind,
            ]
        case .feedback: [CustomerFeedbackReceived.kind]
        case .quoteEdits: [QuoteLinePriceChanged.kind, QuoteDiscountApplied.kind, QuoteLineRemoved.kind]
        case .rejections: [QuoteRejected.kind]
        case .competitorOffers: [CompetitorOfferReported.kind]
        case .complaints: [ComplaintRecorded.kind]
        case .brokenPromises: [CommitmentMade.kind, CommitmentExtended.kind, CommitmentFulfilled.kind]
        case .latePayments: [InstalmentScheduled.kind, PaymentReceived.kind]
        case .waitingTickets, .answerTime: [TicketOpened.kind, TicketAnswered.kind, TicketResolved.kind]
        }
    }
}
