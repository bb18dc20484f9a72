/// Commands about promises to customers.
public enum Commitment: Sendable {}
