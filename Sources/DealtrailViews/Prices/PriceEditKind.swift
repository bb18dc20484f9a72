/// What an edit did to a price.
public enum PriceEditKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// A product was added to a quote.
    case added
    /// A product that had been removed came back: the price change that it is, from the last price to the new one.
    case readded = "re-added"
    /// Somebody changed the price of a line.
    case changed
    /// A discount changed the price of a line.
    case discounted
    /// A change of the price list reached a line.
    case repriced
    /// A line was removed.
    case removed
    /// A line was removed while a later line of the same product stays: the price change that it is.
    case replaced
    /// A product got a price in a list.
    case listSet = "list-set"
    /// The price of a product in a list changed.
    case listChanged = "list-changed"
    /// A product lost its price in a list.
    case listRemoved = "list-removed"

    /// Whether there was no price before, rather than one that nobody recorded.
    public var startsPrice: Bool { self == .added || self == .listSet }
    /// Whether there is no price after.
    public var endsPrice: Bool { self == .removed || self == .listRemoved }
}
