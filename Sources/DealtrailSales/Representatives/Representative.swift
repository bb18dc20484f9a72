/// Commands about representatives.
public enum Representative: Sendable {}
