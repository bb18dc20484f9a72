public import DealtrailModel

/// A discount changed the prices of one line or of all (`docs/features.md` row 1).
public struct QuoteDiscountApplied: Event {
    /// `quote.discount-applied`.
    public static let kind: EventKind = "quote.discount-applied"

    /// The quote.
    public let quote: QuoteID
    /// The discount in percent of the prices until here; negative for a surcharge.
    public let percent: ScaledDecimal
    /// The old and new price of every line whose price changed.
    public let lines: [LinePriceChange]
    /// The line it was asked for; `nil` for the whole quote.
    public let line: LineID?
    /// Why, in words; `nil` where an import does not say.
    public let reason: String?
    /// What kind of reason it is; `nil` where an import does not say.
    public let cause: PriceChangeCause?
    /// The account; `nil` where an import does not know it.
    public let account: AccountID?

    /// Creates the event.
    public init(
        quote: QuoteID, percent: ScaledDecimal, lines: [LinePriceChange] = [], line: LineID? = nil,
        reason: String? = nil, cause: PriceChangeCause? = nil, account: AccountID? = nil
    ) {
        self.quote = quote
        self.percent = percent
        self.lines = lines
        self.line = line
        self.reason = reason
        self.cause = cause
        self.account = account
    }

    /// The quote's.
    public var stream: StreamName { .quote(quote) }
    /// The quote, account, and the product and list entry of every line whose price changed.
    public var tags: [Tag] { Tag.list(.quote(quote), account.map(Tag.account)) + lines.flatMap(\.tags) }

    package enum CodingKeys: Int, CodingKey {
        case quote = 1
        case percent = 2
        case lines = 3
        case line = 4
        case reason = 5
        case cause = 6
        case account = 7
    }
}
