public import DealtrailModel

/// The price that a line is measured against, and where it comes from (`docs/features.md` row 4).
public struct AuthorizedPrice: Hashable, Sendable {
    /// The price; `nil` when there is none, not even a list price.
    public let price: Money?
    /// What it is.
    public let base: PriceBase
    /// What the policy asks for and there is none of, so that it is the list price on the line; `nil` when there is.
    public let missing: PriceBase?
    /// The event that made it the price; `nil` where none is known.
    public let event: EventID?
    /// The approval that it comes from.
    public let approval: ApprovalID?

    /// Creates a price.
    public init(
        _ price: Money?, _ base: PriceBase = .listOnQuote, missing: PriceBase? = nil, event: EventID? = nil,
        approval: ApprovalID? = nil
    ) {
        self.price = price
        self.base = base
        self.missing = missing
        self.event = event
        self.approval = approval
    }

    /// What a price lies below, in words.
    var words: String {
        let source = approval.map { " (\($0))" } ?? ""
        return base.words + source + (missing.map { "; \($0.words) is not known" } ?? "")
    }
}
