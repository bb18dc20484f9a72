/// Commands about calls.
public enum Call: Sendable {}
