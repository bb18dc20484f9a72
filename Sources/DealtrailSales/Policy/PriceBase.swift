/// From which price it is measured how far a quoted price lies below what is authorised (`docs/features.md` row 4).
///
/// Only what the log holds can be one. The margin cannot, since no costs are recorded; nor can a band that a role may use, since
/// no role has one.
public enum PriceBase: String, Codable, Hashable, Sendable, CaseIterable {
    /// The list price that stands on the line: it follows the list while the quote is open, and stays when it was sent.
    case listOnQuote = "list-on-quote"
    /// The list price that stood on the line when its price was last set: what the list does afterwards changes nothing.
    case listWhenPriced = "list-when-priced"
    /// The list price in force when it is decided, also for a quote that was sent meanwhile.
    case listNow = "list-now"
    /// The price at which the line was last approved.
    case lastApproved = "last-approved"
    /// The floor price of the list in force when it is decided: its price with the field `floor`.
    case floor

    /// What a price lies below, in words.
    var words: String {
        switch self {
        case .listOnQuote: "its list price"
        case .listWhenPriced: "the list price that it was priced from"
        case .listNow: "the list price in force"
        case .lastApproved: "the price that was last approved for it"
        case .floor: "its floor price"
        }
    }

    /// Whether it is found in the price lists, and not in what happened to the quote.
    var isInLists: Bool { self == .listNow || self == .floor }
}
