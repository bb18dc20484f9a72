/// Commands about what competitors offer.
public enum CompetitorOffer: Sendable {}
