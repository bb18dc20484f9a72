/// Commands about price lists.
public enum PriceList: Sendable {}
