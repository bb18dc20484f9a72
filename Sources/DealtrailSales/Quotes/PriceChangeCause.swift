public import DealtrailModel

/// What kind of reason a price change has; a tenant may add its own (`docs/features.md` rows 1 and 58).
public struct PriceChangeCause: Name {
    /// The text.
    public let rawValue: String
    /// Wraps a text, unchecked.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The customer asked for less.
    public static let negotiation: PriceChangeCause = "negotiation"
    /// A competitor offers less.
    public static let competitorOffer: PriceChangeCause = "competitor-offer"
    /// The price had been entered wrongly.
    public static let correction: PriceChangeCause = "correction"
    /// A campaign of ours.
    public static let promotion: PriceChangeCause = "promotion"
    /// What we pay has changed.
    public static let cost: PriceChangeCause = "cost"
}
