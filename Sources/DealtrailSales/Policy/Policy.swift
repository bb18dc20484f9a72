/// Commands about policies.
public enum Policy: Sendable {}
