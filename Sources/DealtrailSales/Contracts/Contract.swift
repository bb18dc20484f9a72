/// Commands about contracts.
public enum Contract: Sendable {}
