/// Commands about visits.
public enum Visit: Sendable {}
