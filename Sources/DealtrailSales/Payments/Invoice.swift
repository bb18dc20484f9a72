/// Commands about invoices.
public enum Invoice: Sendable {}
