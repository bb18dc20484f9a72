/// Commands about opportunities.
public enum Opportunity: Sendable {}
