public import DealtrailModel
public import DealtrailSales

/// One edit of one price: when, who, for whom, from what to what, why, by what cause, approved by whom, under which rules.
///
/// A price that is `nil` is told apart by its status: there was none, or nobody recorded it. It is never zero instead.
public struct PriceEdit: Codable, Hashable, Sendable {
    /// What is known of a price.
    public enum PriceStatus: String, Codable, Hashable, Sendable, CaseIterable {
        /// It is known.
        case recorded
        /// There was one, and nobody recorded it.
        case notRecorded = "not-recorded"
        /// There was none.
        case none
    }

    /// What it did.
    public let kind: PriceEditKind
    /// Who did it, and when.
    public let origin: EditOrigin
    /// Who is answerable for the new price: the author of the change of the list for a repricing, else the author.
    public let answerable: ActorID
    /// The quote; `nil` for an edit of a price list.
    public let quote: QuoteID?
    /// The version of the quote that was edited, from 1.
    public let version: Int?
    /// The line of the quote.
    public let line: LineID?
    /// The price list, of the entry or of the list price of the line; `nil` when not known.
    public let list: PriceListID?
    /// The product; `nil` where an import does not know it.
    public let product: ProductID?
    /// Which of several prices of the product.
    public let field: String?
    /// The account of the quote; `nil` where an import does not know it.
    public let account: AccountID?
    /// The price until here.
    public let old: Money?
    /// What is known of the price until here.
    public let oldStatus: PriceStatus
    /// The price from here on.
    public let new: Money?
    /// What is known of the price from here on.
    public let newStatus: PriceStatus
    /// The change in percent of the old price, with one decimal; `nil` ("n/a") from zero, between currencies, and where
    /// one of the two is missing.
    public let percent: ScaledDecimal?
    /// The discount in percent that was asked for, for a discount.
    public let discount: ScaledDecimal?
    /// Why, in words; `nil` when nobody said.
    public let reason: String?
    /// What kind of reason it is; `nil` when nobody said.
    public let cause: PriceChangeCause?
    /// The event that caused it; of a repricing the change of the list, whose author is answerable for it.
    public let causation: EditCause?
    /// The other event, of a line that was removed and added again: removal for a re-added one, addition for a replaced one.
    public let counterpart: EditOrigin?
    /// Who approved it, when somebody did.
    public internal(set) var approvals: [EditApproval]
    /// The digest of the rules in force when it was decided; `nil` for imports.
    public let rules: ContentDigest?
    /// The version of these rules; `nil` when it could not be told.
    public let rulesVersion: String?
    /// The first version in which the customer saw this price; `nil` when he never did.
    public internal(set) var sent: SentPrice?

    /// Whether the price is another one than before; `nil` when that is not recorded.
    public var changesPrice: Bool? {
        switch (oldStatus, newStatus) {
        case (.notRecorded, _), (_, .notRecorded): nil
        default: old != new
        }
    }
}
