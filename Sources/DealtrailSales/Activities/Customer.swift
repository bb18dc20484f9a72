/// Commands about what a customer does of his own.
public enum Customer: Sendable {}
