/// Commands about payments.
public enum Payment: Sendable {}
