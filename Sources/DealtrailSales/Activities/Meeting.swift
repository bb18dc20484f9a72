/// Commands about meetings.
public enum Meeting: Sendable {}
