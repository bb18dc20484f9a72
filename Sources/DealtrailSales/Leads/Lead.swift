/// Commands about leads.
public enum Lead: Sendable {}
