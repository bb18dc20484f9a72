/// Commands about talks between technicians.
public enum TechnicalExchange: Sendable {}
