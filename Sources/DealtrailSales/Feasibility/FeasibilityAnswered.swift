public import DealtrailModel

/// The technicians said whether what was quoted can be made (`docs/features.md` row 36).
public struct FeasibilityAnswered: Event {
    /// `feasibility.answered`.
    public static let kind: EventKind = "feasibility.answered"

    /// The quote.
    public let quote: QuoteID
    /// The version, from 1; `nil` where an import does not know it.
    public let version: Int?
    /// What they said.
    public let answer: FeasibilityAnswer
    /// Under which conditions, or why not, in words.
    public let note: String?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?
    /// The opportunity that it belongs to, when it belongs to one.
    public let opportunity: OpportunityID?
    /// The representative who owns the quote, when known.
    public let owner: ActorID?

    /// Creates the event.
    public init(
        quote: QuoteID, version: Int? = nil, answer: FeasibilityAnswer, note: String? = nil, account: AccountID? = nil,
        opportunity: OpportunityID? = nil, owner: ActorID? = nil
    ) {
        self.quote = quote
        self.version = version
        self.answer = answer
        self.note = note
        self.account = account
        self.opportunity = opportunity
        self.owner = owner
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, opportunity and owner.
    public var tags: [Tag] {
        Tag.list(.quote(quote), account.map(Tag.account), opportunity.map(Tag.opportunity), owner.map(Tag.owner))
    }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case version = 2
        case answer = 3
        case note = 4
        case account = 5
        case opportunity = 6
        case owner = 7
    }
}
